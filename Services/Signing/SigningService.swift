import Cryptography
import Documents
import Foundation
import Messages
import ObjectStore

/// What this service's use cases need from outside.
struct SigningService: Sendable {
    let keys: SealingKeys
    let store: any ObjectStore
    let authority: SigningAuthority
    let verifier: DocumentVerifier
    let revocations = SignedRevocations()
    let now: @Sendable () -> Date

    /// The digest under which a willingness code is kept; it is bound to the signer and the document.
    func codeDigest(_ code: String, of id: WillingnessKey) -> Data {
        keys.lookUpIndex("\(id.contract)|\(id.role.rawValue)|\(id.document)|\(code)", purpose: "willingness-code")
    }
}

/// What a willingness code is bound to.
struct WillingnessKey: Sendable {
    var contract: String
    var role: PartyRole
    var document: String
}
