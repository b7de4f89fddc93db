import Identifiers

/// What kind of value a field takes; all that follows from the kind stands in its ``FieldRules``.
package enum FieldKind: String, Word {
    case text
    case multiline
    case number
    case money
    case date
    case choice
    case boolean
    case phone
    case idNumber = "id-number"
    case file
    /// Fields that belong together, each with its own value.
    case group
    // Places on a page that nobody types into.
    case signature
    case seal
    case crossPageSeal = "cross-page-seal"
    case signDate = "sign-date"

    /// Whether somebody types or picks a value.
    package var isTyped: Bool {
        switch self {
        case .group, .signature, .seal, .crossPageSeal, .signDate: false
        default: true
        }
    }
}

extension FieldKind {
    package var rules: FieldRules {
        switch self {
        case .text: .text
        case .multiline: .multiline
        case .number: .number
        case .money: .money
        case .date: .date
        case .choice: .choice
        case .boolean: .boolean
        case .phone: .phone
        case .idNumber: .idNumber
        case .file: .file
        case .group, .signature, .seal, .crossPageSeal, .signDate: .untyped
        }
    }
}
