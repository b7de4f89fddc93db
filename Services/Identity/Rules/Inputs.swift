import Foundation
import Identifiers
import Messages

/// What people type into the forms of this service, checked field by field.
enum Inputs {
    static let namesOfEnterprises = 2...60
    static let namesOfPersons = 2...50
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
        } else if !namesOfEnterprises.contains(name.count) || name.hasControlCharacters {
            problems.add("name", "identity.enterprise-name-malformed")
        }
        return name
    }

    static func personName(_ text: String, field: String = "name", into problems: inout FieldProblems) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if name.isEmpty {
            problems.add(field, "identity.person-name-required")
        } else if !namesOfPersons.contains(name.count) || name.hasControlCharacters {
            problems.add(field, "identity.person-name-malformed")
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
    static func idType(_ text: String, field: String = "idType", into problems: inout FieldProblems) -> IDType {
        guard let type = text.isEmpty ? .residentID : IDType(rawValue: text) else {
            problems.add(field, "input.not-a-choice")
            return .residentID
        }
        if type != .residentID { problems.add(field, "identity.id-type-not-offered") }
        return type
    }

    /// Parses a resident ID number, noting what is wrong with it.
    static func residentID(
        _ text: String,
        field: String = "idNumber",
        today: Date,
        into problems: inout FieldProblems
    ) -> ResidentID? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty {
            problems.add(field, "identity.id-number-required")
            return nil
        }
        do {
            return try ResidentID(parsing: text, today: today)
        } catch {
            problems.add(
                field,
                error.reason == .checkDigit ? "identity.id-number-check-digit" : "identity.id-number-malformed"
            )
            return nil
        }
    }

    static func newPassword(_ text: String, into problems: inout FieldProblems) {
        if !passwords.contains(text.count) {
            problems.add("password", "identity.password-length")
        } else if CommonPasswords.contains(text) {
            problems.add("password", "identity.password-common")
        }
    }
}

extension String {
    fileprivate var hasControlCharacters: Bool { unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
}
