package import Cryptography
package import Foundation
package import Identifiers

package enum CodePurpose: String, Word {
    case login
    case registerEnterprise = "register-enterprise"
    case resetPassword = "reset-password"
    case changePhone = "change-phone"
    case personVerification = "person-verification"
}

/// Asks for a one-time code by SMS; the answer does not tell whether the phone is known.
package struct RequestCode: Command {
    package static let type = "identity.request-code.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: CodeID
        /// Seconds until another code may be asked for.
        package var resendAfter: Int
        /// Seconds.
        package var expiresIn: Int
    }

    package var phone: SealedText
    /// Look-up index of the phone, hex.
    package var phoneIndex: String
    package var purpose: CodePurpose

    package var key: String { phoneIndex }
}

/// A one-time code is to be sent to its phone.
package struct CodeIssued: Event {
    package static let type = "identity.code-issued.v1"

    package var codeID: CodeID
    package var phone: SealedText
    package var code: SealedText
    package var purpose: CodePurpose
    package var expiresAt: Date

    package var key: String { codeID.description }
}
