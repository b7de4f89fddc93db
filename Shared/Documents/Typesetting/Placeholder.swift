/// A place in a template's text where a control's value goes: `{{key}}`, or `{{key|大写}}` for an amount in capitals.
///
/// Read byte by byte: a regular expression for it took a third of the time of composing a contract.
struct Placeholder {
    static let longestKey = 64

    let key: String
    let inCapitals: Bool
    let range: Range<String.Index>

    /// Nil when there is none.
    init?(firstIn text: Substring) {
        var rest = text.utf8
        while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[brace...]
            if let found = Placeholder(startOf: rest) {
                self = found
                return
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    private init?(startOf text: Substring.UTF8View) {
        guard text.starts(with: "{{".utf8) else { return nil }
        let name = text.dropFirst(2).prefix { Self.isPart(ofKey: $0) }
        guard (1...Self.longestKey).contains(name.count) else { return nil }
        var rest = text[name.endIndex...]
        let capitals = "|大写".utf8
        inCapitals = rest.starts(with: capitals)
        if inCapitals { rest = rest.dropFirst(capitals.count) }
        guard rest.starts(with: "}}".utf8) else { return nil }
        key = String(Substring(name))
        range = text.startIndex..<rest.dropFirst(2).startIndex
    }

    /// Whether a control can be named so.
    static func isKey(_ text: String) -> Bool {
        (1...longestKey).contains(text.utf8.count) && text.utf8.allSatisfy(isPart(ofKey:))
    }

    /// Whether a text has two braces of a kind together, which only a placeholder may have.
    static func hasBraces(_ text: Substring) -> Bool {
        zip(text.utf8, text.utf8.dropFirst()).contains { first, second in
            first == second && (first == UInt8(ascii: "{") || first == UInt8(ascii: "}"))
        }
    }

    private static func isPart(ofKey byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
