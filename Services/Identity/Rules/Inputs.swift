import Foundation
import Identifiers
import Messages

/// What people type that belongs to no form of data, checked field by field.
enum Inputs {
    static let namesOfEnterprises = 2...60
    static let passwords = 8...128

    static func phone(_ text: String, into problems: inout FieldProblems) -> MobileNumber? {
        let number = MobileNumber(text)
        if number == nil {
            problems.add("phone", text.isEmpty ? "identity.phone-required" : "identity.phone-malformed")
        }
        return number
    }

    static func enterpriseName(_ text: String, into problems: inout FieldProblems) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if name.isEmpty {
            problems.add("name", "identity.enterprise-name-required")
        } else if !namesOfEnterprises.contains(name.count) || !FieldCheck.isPrintable(name) {
            problems.add("name", "identity.enterprise-name-malformed")
        }
        return name
    }

    static func uscc(_ text: String, into problems: inout FieldProblems) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
        if text.isEmpty {
            problems.add("uscc", "identity.uscc-required")
            return text
        }
        do {
            return try UnifiedSocialCreditCode(parsing: text).text
        } catch {
            problems.add("uscc", error.reason == .checkDigit ? "identity.uscc-check-digit" : "identity.uscc-malformed")
            return text
        }
    }

    /// The type of an ID document; where none is named the resident ID card, so far the only one that is offered.
    static func offeredIDType(_ text: String, at path: String, into problems: inout FieldProblems) -> IDType {
        guard let type = IDType(rawValue: text), type != .residentID else { return .residentID }
        problems.add(path, "identity.id-type-not-offered")
        return type
    }

    static func newPassword(_ text: String, into problems: inout FieldProblems) {
        if !passwords.contains(text.count) {
            problems.add("password", "identity.password-length")
        } else if CommonPasswords.contains(text) {
            problems.add("password", "identity.password-common")
        }
    }
}
