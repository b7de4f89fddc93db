package import Foundation
package import Identifiers

package enum SealKind: String, Word {
    case official
}

/// A seal of an enterprise.
package struct SealView: Codable, Sendable, Equatable {
    package var id: SealID
    package var name: String
    package var kind: SealKind
    package var image: ObjectReference
    package var createdAt: Date
}

/// Lists the seals of the enterprise acted for.
package struct ListSeals: Query {
    package static let type = "signing.list-seals.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var seals: [SealView]
    }
}

/// A signature somebody drew and keeps.
package struct HandwrittenSignatureView: Codable, Sendable, Equatable {
    package var id: HandwrittenSignatureID
    package var image: ObjectReference
    package var createdAt: Date
}

/// Keeps a drawn signature for reuse; the PNG lies in the object store.
package struct KeepHandwrittenSignature: Command {
    package static let type = "signing.keep-handwritten-signature.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: HandwrittenSignatureID
    }

    package var accountID: AccountID
    package var image: ObjectReference

    package var key: String { accountID.description }
}

/// Lists the caller's own drawn signatures, newest first.
package struct ListHandwrittenSignatures: Query {
    package static let type = "signing.list-handwritten-signatures.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var signatures: [HandwrittenSignatureView]
    }

    package var accountID: AccountID
}
