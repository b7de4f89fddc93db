/// A rectangle on a page in points, origin at the page's lower left corner.
package struct PageRect: Codable, Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// Who gives a control its value: the enterprise when it launches, or a signer while signing.
package enum ControlParty: String, Codable, Sendable, CaseIterable {
    case initiator
    case employee
    case enterprise

    /// The name of this signer's signature field in every composed document; nil for the initiator.
    package var signatureFieldName: String? {
        switch self {
        case .initiator: nil
        case .employee: "EmployeeSignature"
        case .enterprise: "EnterpriseSignature"
        }
    }
}

/// What a control holds; values travel as text (money in yuan, dates as YYYY-MM-DD, booleans as true or false).
package enum ControlKind: String, Codable, Sendable, CaseIterable {
    case text
    case multiline
    case number
    case money
    case date
    case choice
    case boolean
    case phone
    case idNumber = "id-number"
    case signature
    case seal
    case crossPageSeal = "cross-page-seal"
    case signDate = "sign-date"

    /// Whether someone types its value; the others are drawn by a signer's revision.
    package var isTyped: Bool {
        switch self {
        case .signature, .seal, .crossPageSeal, .signDate: false
        default: true
        }
    }
}

/// One possible answer of a choice.
package struct ControlOption: Codable, Sendable, Hashable {
    package var value: String
    package var label: String

    package init(value: String, label: String) {
        self.value = value
        self.label = label
    }
}

/// What a value may be beyond its kind, and what is said of it.
package struct ControlRules: Codable, Sendable, Hashable {
    /// Characters of a text.
    package var longest: Int?
    /// Bounds of a number, both included.
    package var least: Double?
    package var most: Double?
    /// Whether a number has no fraction.
    package var whole: Bool?
    /// Said beside the control.
    package var hint: String?
}

/// A control of a template before it has a place; a placeholder {{key}} in the text names it.
package struct ControlDefinition: Codable, Sendable, Hashable {
    package var key: String
    package var label: String
    package var kind: ControlKind
    package var required: Bool
    package var filledBy: ControlParty
    package var options: [ControlOption]?
    package var rules: ControlRules?
    /// Width in millimetres of the blank left for a signer; a default by kind when absent.
    package var width: Double?

    package init(
        key: String,
        label: String,
        kind: ControlKind,
        required: Bool,
        filledBy: ControlParty,
        options: [ControlOption]? = nil,
        rules: ControlRules? = nil,
        width: Double? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.required = required
        self.filledBy = filledBy
        self.options = options
        self.rules = rules
        self.width = width
    }
}

/// A control at its place in a document; `page` counts from 0.
package struct Control: Codable, Sendable, Hashable {
    package var key: String
    package var label: String
    package var kind: ControlKind
    package var page: Int
    package var rect: PageRect
    package var filledBy: ControlParty
    package var required: Bool
    package var options: [ControlOption]?
    package var rules: ControlRules?

    package init(
        key: String,
        label: String,
        kind: ControlKind,
        page: Int,
        rect: PageRect,
        filledBy: ControlParty,
        required: Bool,
        options: [ControlOption]? = nil,
        rules: ControlRules? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.page = page
        self.rect = rect
        self.filledBy = filledBy
        self.required = required
        self.options = options
        self.rules = rules
    }

    /// The control without its place.
    package var definition: ControlDefinition {
        ControlDefinition(
            key: key,
            label: label,
            kind: kind,
            required: required,
            filledBy: filledBy,
            options: options,
            rules: rules
        )
    }
}
