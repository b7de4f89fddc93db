package import Foundation
package import Identifiers

/// A seal of an enterprise.
package struct SealView: Codable, Sendable, Equatable {
    package var id: SealID
    package var name: String
    /// So far `official` only.
    package var kind: String
    package var image: ObjectReference
    package var createdAt: Date

    package init(id: SealID, name: String, kind: String, image: ObjectReference, createdAt: Date) {
        self.id = id
        self.name = name
        self.kind = kind
        self.image = image
        self.createdAt = createdAt
    }
}

/// Lists the seals of the enterprise acted for.
package struct ListSeals: Request {
    package static let type = "signing.list-seals.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var seals: [SealView]

        package init(seals: [SealView]) {
            self.seals = seals
        }
    }

    package init() {}

    package var key: String { "seals" }
}

/// A signature somebody drew and keeps.
package struct HandwrittenSignatureView: Codable, Sendable, Equatable {
    package var id: HandwrittenSignatureID
    package var image: ObjectReference
    package var createdAt: Date

    package init(id: HandwrittenSignatureID, image: ObjectReference, createdAt: Date) {
        self.id = id
        self.image = image
        self.createdAt = createdAt
    }
}

/// Keeps a drawn signature for reuse; the PNG lies in the object store.
package struct KeepHandwrittenSignature: Request {
    package static let type = "signing.keep-handwritten-signature.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: HandwrittenSignatureID

        package init(id: HandwrittenSignatureID) {
            self.id = id
        }
    }

    package var accountID: AccountID
    package var image: ObjectReference

    package init(accountID: AccountID, image: ObjectReference) {
        self.accountID = accountID
        self.image = image
    }

    package var key: String { accountID.description }
}

/// Lists the caller's own drawn signatures, newest first.
package struct ListHandwrittenSignatures: Request {
    package static let type = "signing.list-handwritten-signatures.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var signatures: [HandwrittenSignatureView]

        package init(signatures: [HandwrittenSignatureView]) {
            self.signatures = signatures
        }
    }

    package var accountID: AccountID

    package init(accountID: AccountID) {
        self.accountID = accountID
    }

    package var key: String { accountID.description }
}
