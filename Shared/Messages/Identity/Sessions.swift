package import Cryptography
package import Foundation
package import Identifiers

/// An enterprise the account belongs to.
package struct EnterpriseMembership: Codable, Sendable, Equatable {
    package var id: EnterpriseID
    package var name: String
    package var uscc: String
    package var verified: Bool
    package var roles: [Role]
}

/// Who a session belongs to and what it may do.
package struct SessionView: Codable, Sendable, Equatable {
    package var sessionID: SessionID
    package var side: Side
    package var expiresAt: Date
    package var accountID: AccountID
    package var phoneMasked: String
    /// The account's own number; shown whole to its owner only.
    package var phone: SealedText
    /// Look-up index of the phone, hex.
    package var phoneIndex: String
    package var hasPassword: Bool
    package var personID: PersonID?
    package var personVerified: Bool
    package var personName: String?
    package var idNumberMasked: String?
    /// The enterprise acted for.
    package var enterpriseID: EnterpriseID?
    package var enterprises: [EnterpriseMembership]
}

extension SessionView {
    /// The rights that travel with a request of the session's owner.
    package func caller(address: String?, agent: String?) -> Caller {
        let acting = enterprises.first { $0.id == enterpriseID }
        return Caller(
            accountID: accountID,
            personID: personID,
            enterpriseID: acting?.id,
            sessionID: sessionID,
            phoneIndex: phoneIndex,
            roles: acting?.roles ?? [],
            side: side,
            personVerified: personVerified,
            enterpriseVerified: acting?.verified ?? false,
            address: address,
            agent: agent
        )
    }
}

/// A new session: the token is shown once, to its owner.
package struct SessionOpened: Codable, Sendable, Equatable {
    package var token: SealedText
    package var session: SessionView
}

/// Opens a session by code or by password; a worker unknown so far is registered.
package struct LogIn: Command {
    package static let type = "identity.log-in.v1"
    package typealias Reply = SessionOpened

    package var side: Side
    package var phone: SealedText
    package var phoneIndex: String
    package var code: SealedText?
    package var password: SealedText?
    /// Names of the agreements that were ticked: platform, certificate, privacy.
    package var agreements: [String]

    package var key: String { phoneIndex }
}

/// Reads the session of a token.
package struct GetSession: Query {
    package static let type = "identity.get-session.v1"
    package typealias Reply = SessionView

    /// SHA-256 of the token, hex.
    package var tokenHash: String
}

/// Makes the session act for one of the account's enterprises.
package struct ChooseEnterprise: Command {
    package static let type = "identity.choose-enterprise.v1"
    package typealias Reply = SessionView

    package var enterpriseID: EnterpriseID

    package var key: String { enterpriseID.description }
}

/// Ends the caller's session.
package struct LogOut: Command {
    package static let type = "identity.log-out.v1"
    package typealias Reply = Done

    package var sessionID: SessionID

    package var key: String { sessionID.description }
}

/// Sets the password of the caller's account.
package struct SetPassword: Command {
    package static let type = "identity.set-password.v1"
    package typealias Reply = Done

    package var accountID: AccountID
    package var password: SealedText

    package var key: String { accountID.description }
}

/// What a session may do has changed, or it has ended: caches drop it.
package struct SessionChanged: Event {
    package static let type = "identity.session-changed.v1"

    package var sessionID: SessionID
    package var tokenHash: String
    package var ended: Bool

    package var key: String { sessionID.description }
}
