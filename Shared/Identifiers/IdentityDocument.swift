package import Foundation

/// A document that a person proves an identity with; it prints as its mask.
package struct IdentityDocument: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case residentID = "resident-id"
        case hongKongMacauPermit = "hong-kong-macau-permit"
        case taiwanPermit = "taiwan-permit"
        case passport
    }

    package let kind: Kind
    package let text: String

    /// Reads a number by the rules of its kind: only resident numbers carry a check digit, the others a mere format.
    package init(kind: Kind, parsing: String, today: Date) throws(IdentifierProblem) {
        self.kind = kind
        guard kind != .residentID else {
            self.text = try ResidentID(parsing: parsing, today: today).text
            return
        }
        let text = parsing.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
        guard Self.lengths(of: kind).contains(text.utf8.count) else { throw IdentifierProblem(.length) }
        guard Self.hasShape(text, of: kind) else { throw IdentifierProblem(.characters) }
        self.text = text
    }

    package var masked: String {
        Masks.idNumber(text)
    }

    package var description: String {
        "\(kind.rawValue) \(masked)"
    }

    private static func lengths(of kind: Kind) -> Set<Int> {
        switch kind {
        case .residentID: [18]
        case .hongKongMacauPermit: [9, 11]
        case .taiwanPermit: [8, 10]
        case .passport: Set(5...17)
        }
    }

    private static func hasShape(_ text: String, of kind: Kind) -> Bool {
        switch kind {
        case .residentID, .taiwanPermit:
            text.utf8.allSatisfy(\.isDigit)
        case .hongKongMacauPermit:
            (text.hasPrefix("H") || text.hasPrefix("M")) && text.utf8.dropFirst().allSatisfy(\.isDigit)
        case .passport:
            text.utf8.allSatisfy { $0.isDigit || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        }
    }
}
