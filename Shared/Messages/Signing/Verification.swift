package import Foundation
package import Identifiers

/// What was found about one signature of a PDF.
package struct SignatureFinding: Codable, Sendable, Equatable {
    package var signer: String
    package var role: PartyRole?
    package var signedAt: Date?
    package var intact: Bool
    package var trusted: Bool
    package var timestamped: Bool
    /// Nothing but permitted changes came after it.
    package var coversDocument: Bool
    /// Stable code of the first problem.
    package var problem: String?
}

/// Judges the signatures of an uploaded PDF.
package struct VerifyDocument: Query {
    package static let type = "signing.verify-document.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var valid: Bool
        package var signatures: [SignatureFinding]
    }

    package var upload: ObjectReference
}

/// Reads the root certificate and the revocation list.
package struct GetTrustAnchor: Query {
    package static let type = "signing.get-trust-anchor.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var rootPEM: String
        /// DER encoded.
        package var revocationList: Data
    }
}
