package import Foundation

/// What a contract is composed from.
package enum ContractLayout: Codable, Sendable, Hashable {
    /// Text of our own, set by Pango.
    case text(ContractTemplateDocument)
    /// An uploaded document that `DocumentIntake` accepted, with controls placed on its pages.
    case pages(pdf: Data, controls: [Control], crossPageSeal: Bool)
}

/// A composed contract: every field a signer will fill has its final place and nothing is signed yet.
package struct ComposedContract: Codable, Sendable {
    package let pdf: Data
    package let pages: Int
    /// Every control still to be filled by a signer, with the place of its field; kinds `signature`, `seal`,
    /// `sign-date` and `cross-page-seal` are filled by the signing revision itself.
    package let placed: [Control]
}
