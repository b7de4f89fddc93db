package import Foundation

/// Adds one signer's revision to a composed document: values, appearances and a PAdES signature.
package enum SigningRevision {
    /// What is drawn where the signer signs.
    package enum Appearance: Sendable {
        /// A PNG with alpha.
        case handwriting(png: Data)
        case seal(SealArtwork)
    }

    /// One signer's revision.
    package struct Request: Sendable {
        /// `ControlParty.signatureFieldName` of the signer.
        package var fieldName: String
        package var signerName: String
        /// Values of this signer's own controls, by control key.
        package var fieldValues: [String: String]
        package var appearance: Appearance
        /// Whether this signature certifies the document; by default the first one does.
        package var certify: Bool?
        package var signedAt: Date
        package var reason: String
        package var location: String?

        package init(
            fieldName: String,
            signerName: String,
            fieldValues: [String: String] = [:],
            appearance: Appearance,
            certify: Bool? = nil,
            signedAt: Date,
            reason: String,
            location: String? = nil
        ) {
            self.fieldName = fieldName
            self.signerName = signerName
            self.fieldValues = fieldValues
            self.appearance = appearance
            self.certify = certify
            self.signedAt = signedAt
            self.reason = reason
            self.location = location
        }
    }

    /// Appends the revision.
    ///
    /// `cms` is handed the SHA-256 of the covered bytes and gives the DER of a detached CMS. Throws a
    /// `DocumentProblem`, or whatever `cms` throws.
    package static func apply(
        to pdf: Data,
        _ request: Request,
        cms: (_ sha256: Data) throws -> Data
    ) throws -> Data {
        throw DocumentProblem(.unavailable)
    }
}
