import Foundation

/// JSON as text that is compared line by line: members in order, and one line for a property, whatever it says.
enum ReadableJSON {
    /// What stands under these names is spread over lines, one for each member.
    private static let spread: Set = [
        "components", "parameters", "paths", "properties", "responses", "schemas", "securitySchemes",
    ]

    static func text(_ value: JSONValue) -> String {
        write(value, indent: "") + "\n"
    }

    private static func write(_ value: JSONValue, named name: String = "", indent: String) -> String {
        guard spread.contains(name) || hasSpread(value) else { return line(value) }
        let inner = indent + " "
        switch value {
        case .object(let members):
            let lines = members.sorted { $0.key < $1.key }.map { name, member in
                "\(inner)\(line(.string(name))): \(write(member, named: name, indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let items):
            let lines = items.map { inner + write($0, indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        default: return line(value)
        }
    }

    private static func hasSpread(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members): members.contains { spread.contains($0.key) || hasSpread($0.value) }
        case .array(let items): items.contains(where: hasSpread)
        default: false
        }
    }

    private static func line(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            let texts = members.sorted { $0.key < $1.key }.map { "\(line(.string($0.key))): \(line($0.value))" }
            return "{" + texts.joined(separator: ", ") + "}"
        case .array(let items): return "[" + items.map(line).joined(separator: ", ") + "]"
        default: return String(decoding: value.canonical, as: UTF8.self)
        }
    }
}
