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

    package init(
        signer: String,
        role: PartyRole? = nil,
        signedAt: Date? = nil,
        intact: Bool,
        trusted: Bool,
        timestamped: Bool,
        coversDocument: Bool,
        problem: String? = nil
    ) {
        self.signer = signer
        self.role = role
        self.signedAt = signedAt
        self.intact = intact
        self.trusted = trusted
        self.timestamped = timestamped
        self.coversDocument = coversDocument
        self.problem = problem
    }
}

/// Judges the signatures of an uploaded PDF.
package struct VerifyDocument: Request {
    package static let type = "signing.verify-document.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var valid: Bool
        package var signatures: [SignatureFinding]

        package init(valid: Bool, signatures: [SignatureFinding]) {
            self.valid = valid
            self.signatures = signatures
        }
    }

    package var upload: ObjectReference

    package init(upload: ObjectReference) {
        self.upload = upload
    }

    package var key: String { upload.key }
}

/// Reads the root certificate and the revocation list.
package struct GetTrustAnchor: Request {
    package static let type = "signing.get-trust-anchor.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var rootPEM: String
        /// DER encoded.
        package var revocationList: Data

        package init(rootPEM: String, revocationList: Data) {
            self.rootPEM = rootPEM
            self.revocationList = revocationList
        }
    }

    package init() {}

    package var key: String { "trust" }
}
