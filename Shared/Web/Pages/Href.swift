import Foundation

/// Makes addresses of our own pages.
package enum Href {
    /// A path with a query; nil and empty values are left out.
    package static func to(_ path: String, _ query: KeyValuePairs<String, String?> = [:]) -> String {
        joined(path, query.map { ($0.key, $0.value) })
    }

    /// The same for a query whose names are not known beforehand.
    package static func joined(_ path: String, _ query: [(String, String?)]) -> String {
        let pairs = query.compactMap { name, value -> String? in
            guard let value, !value.isEmpty else { return nil }
            return "\(encoded(name))=\(encoded(value))"
        }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }

    /// The login that leads back to where this visit wanted to go.
    package static func login(next visit: Visit) -> String {
        let query = (visit.query.members ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value.scalarText) }
        let wanted = joined(visit.path, query)
        return to("/login", ["next": wanted == "/" ? nil : wanted])
    }

    /// An address to return to, when it is one of ours; anything else is nowhere.
    package static func ownPath(_ text: String?) -> String? {
        guard let text, text.count <= 500, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" })
        else { return nil }
        return text
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
