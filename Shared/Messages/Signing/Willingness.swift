package import Cryptography
package import Foundation
package import Identifiers

package enum WillingnessMethod: String, Word {
    case sms
    case voice
    case face
}

/// Sends the signer a code whose text names employer and contract.
package struct RequestWillingness: Command {
    package static let type = "signing.request-willingness.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: WillingnessID
        /// Seconds.
        package var expiresIn: Int
        /// Seconds.
        package var resendAfter: Int
        package var phoneMasked: String
    }

    package var contractID: ContractID
    package var method: WillingnessMethod

    package var key: String { contractID.description }
}

/// A willingness code is to be sent.
package struct WillingnessCodeIssued: Event {
    package static let type = "signing.willingness-code-issued.v1"

    package var willingnessID: WillingnessID
    package var phone: SealedText
    package var code: SealedText
    package var enterpriseName: String
    package var contractName: String
    package var method: WillingnessMethod
    package var expiresAt: Date

    package var key: String { willingnessID.description }
}
