package import Foundation

/// One signature of a document as its bytes tell it; whether the CMS is genuine is for the Cryptography module.
package struct FoundSignature: Codable, Sendable, Hashable {
    /// What later revisions did to the document.
    package enum Changes: Codable, Sendable, Hashable {
        case none
        case permitted
        case forbidden(reason: String)
    }

    package let fieldName: String
    package let signerName: String?
    package let reason: String?
    /// The time the signature dictionary claims (/M); only a time-stamp proves one.
    package let signedAt: Date?
    package let subFilter: String
    package let cms: Data
    /// SHA-256 of the covered bytes.
    package let coveredDigest: Data
    /// Length in bytes of the revision this signature closes.
    package let revisionLength: Int
    /// Whether nothing follows the revision this signature covers.
    package let coversWholeDocument: Bool
    package let changesAfter: Changes
    package let certifies: Bool
    /// Whether this is a document time-stamp rather than somebody's signature.
    package let isTimestamp: Bool
    /// Names of the fields this signature locks.
    package let lockedFields: [String]
}
