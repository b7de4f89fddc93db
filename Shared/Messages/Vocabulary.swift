/// What a sealed value is, bound into its envelope so that one cannot be passed off as another.
package enum SealContext {
    package static let phone = "phone"
    package static let idNumber = "id-number"
    package static let address = "address"
    package static let code = "code"
    package static let password = "password"
    package static let token = "token"
    package static let link = "link"
    /// A JSON object of contract field values.
    package static let fieldValues = "field-values"
}

/// What a look-up index is made of; two indexes of one text for two purposes cannot be joined.
package enum LookUpPurpose {
    package static let phone = "phone"
    package static let idNumber = "id-number"
}

/// Which part of a list is wanted: at most `limit` items after `cursor`.
package struct PageRequest: Codable, Sendable, Equatable {
    package var cursor: String?
    /// From 1 to 100.
    package var limit: Int = 20
}

/// One part of a list; `next` asks for the following part.
package struct Page<Item: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    package var items: [Item]
    package var next: String?
}
