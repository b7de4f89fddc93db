// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension SealView {
    @_disfavoredOverload
    package init(id: SealID, name: String, kind: SealKind, image: ObjectReference, createdAt: Date, _: Never? = nil) {
        self.id = id
        self.name = name
        self.kind = kind
        self.image = image
        self.createdAt = createdAt
    }
}

extension ListSeals {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension ListSeals.Reply {
    @_disfavoredOverload
    package init(seals: [SealView], _: Never? = nil) {
        self.seals = seals
    }
}

extension HandwrittenSignatureView {
    @_disfavoredOverload
    package init(id: HandwrittenSignatureID, image: ObjectReference, createdAt: Date, _: Never? = nil) {
        self.id = id
        self.image = image
        self.createdAt = createdAt
    }
}

extension KeepHandwrittenSignature {
    @_disfavoredOverload
    package init(accountID: AccountID, image: ObjectReference, _: Never? = nil) {
        self.accountID = accountID
        self.image = image
    }
}

extension KeepHandwrittenSignature.Reply {
    @_disfavoredOverload
    package init(id: HandwrittenSignatureID, _: Never? = nil) {
        self.id = id
    }
}

extension ListHandwrittenSignatures {
    @_disfavoredOverload
    package init(accountID: AccountID, _: Never? = nil) {
        self.accountID = accountID
    }
}

extension ListHandwrittenSignatures.Reply {
    @_disfavoredOverload
    package init(signatures: [HandwrittenSignatureView], _: Never? = nil) {
        self.signatures = signatures
    }
}
