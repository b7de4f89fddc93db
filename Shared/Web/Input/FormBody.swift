import Foundation

/// Forms and queries as the same tree that JSON makes: `a.b=1` is `{"a": {"b": "1"}}`, a repeated name is a list.
enum FormBody {
    static let mostFields = 5_000

    /// Nil when the text is no form.
    static func parse(_ text: String) -> JSONValue? {
        let pairs = text.split(separator: "&", omittingEmptySubsequences: true)
        guard pairs.count <= mostFields else { return nil }
        var fields: [(String, JSONValue)] = []
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(parts[0]), let value = decode(parts.count > 1 ? parts[1] : "") else { return nil }
            fields.append((name, .string(value)))
        }
        return tree(fields)
    }

    static func tree(_ fields: [(String, JSONValue)]) -> JSONValue {
        var root: [String: JSONValue] = [:]
        for (name, value) in fields where !name.isEmpty {
            // Deeper than any form of ours is no nesting but somebody's joke.
            let path = name.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            insert(value, at: path[...], into: &root)
        }
        return .object(root)
    }

    private static func insert(_ value: JSONValue, at path: ArraySlice<String>, into node: inout [String: JSONValue]) {
        guard let name = path.first else { return }
        if path.count > 1 {
            var inner = node[name]?.members ?? [:]
            insert(value, at: path.dropFirst(), into: &inner)
            node[name] = .object(inner)
            return
        }
        switch node[name] {
        case .none: node[name] = value
        case .array(let items): node[name] = .array(items + [value])
        case .some(let only) where only.members == nil: node[name] = .array([only, value])
        case .some: break
        }
    }

    private static func decode(_ text: Substring) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
