// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation
package import Identifiers

extension SignatureFinding {
    @_disfavoredOverload
    package init(
        signer: String,
        role: PartyRole? = nil,
        signedAt: Date? = nil,
        intact: Bool,
        trusted: Bool,
        timestamped: Bool,
        coversDocument: Bool,
        problem: String? = nil,
        _: Never? = nil
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

extension VerifyDocument {
    @_disfavoredOverload
    package init(upload: ObjectReference, _: Never? = nil) {
        self.upload = upload
    }
}

extension VerifyDocument.Reply {
    @_disfavoredOverload
    package init(valid: Bool, signatures: [SignatureFinding], _: Never? = nil) {
        self.valid = valid
        self.signatures = signatures
    }
}

extension GetTrustAnchor {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetTrustAnchor.Reply {
    @_disfavoredOverload
    package init(rootPEM: String, revocationList: Data, _: Never? = nil) {
        self.rootPEM = rootPEM
        self.revocationList = revocationList
    }
}
