package import Cryptography
package import Foundation
package import Identifiers

package enum WillingnessMethod: String, Word {
    case sms
    case voice
    case face
}

/// Sends the signer a code whose text names employer and contract.
package struct RequestWillingness: Request {
    package static let type = "signing.request-willingness.v1"
    package static let service = ServiceName.signing
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: WillingnessID
        /// Seconds.
        package var expiresIn: Int
        /// Seconds.
        package var resendAfter: Int
        package var phoneMasked: String

        package init(id: WillingnessID, expiresIn: Int, resendAfter: Int, phoneMasked: String) {
            self.id = id
            self.expiresIn = expiresIn
            self.resendAfter = resendAfter
            self.phoneMasked = phoneMasked
        }
    }

    package var contractID: ContractID
    package var method: WillingnessMethod

    package init(contractID: ContractID, method: WillingnessMethod) {
        self.contractID = contractID
        self.method = method
    }

    package var key: String { contractID.description }
}

/// A willingness code is to be sent.
package struct WillingnessCodeIssued: Event {
    package static let type = "signing.willingness-code-issued.v1"
    package static let service = ServiceName.signing

    package var willingnessID: WillingnessID
    package var phone: SealedText
    package var code: SealedText
    package var enterpriseName: String
    package var contractName: String
    package var method: WillingnessMethod
    package var expiresAt: Date

    package init(
        willingnessID: WillingnessID,
        phone: SealedText,
        code: SealedText,
        enterpriseName: String,
        contractName: String,
        method: WillingnessMethod,
        expiresAt: Date
    ) {
        self.willingnessID = willingnessID
        self.phone = phone
        self.code = code
        self.enterpriseName = enterpriseName
        self.contractName = contractName
        self.method = method
        self.expiresAt = expiresAt
    }

    package var key: String { willingnessID.description }
}
