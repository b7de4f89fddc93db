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

    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool, roles: [Role]) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
        self.roles = roles
    }
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

    package init(
        sessionID: SessionID,
        side: Side,
        expiresAt: Date,
        accountID: AccountID,
        phoneMasked: String,
        phone: SealedText,
        phoneIndex: String,
        hasPassword: Bool,
        personID: PersonID? = nil,
        personVerified: Bool,
        personName: String? = nil,
        idNumberMasked: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterprises: [EnterpriseMembership]
    ) {
        self.sessionID = sessionID
        self.side = side
        self.expiresAt = expiresAt
        self.accountID = accountID
        self.phoneMasked = phoneMasked
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.hasPassword = hasPassword
        self.personID = personID
        self.personVerified = personVerified
        self.personName = personName
        self.idNumberMasked = idNumberMasked
        self.enterpriseID = enterpriseID
        self.enterprises = enterprises
    }
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

    package init(token: SealedText, session: SessionView) {
        self.token = token
        self.session = session
    }
}

/// Opens a session by code or by password; a worker unknown so far is registered.
package struct LogIn: Request {
    package static let type = "identity.log-in.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = SessionOpened

    package var side: Side
    package var phone: SealedText
    package var phoneIndex: String
    package var code: SealedText?
    package var password: SealedText?
    /// Names of the agreements that were ticked: platform, certificate, privacy.
    package var agreements: [String]

    package init(
        side: Side,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText? = nil,
        password: SealedText? = nil,
        agreements: [String]
    ) {
        self.side = side
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.password = password
        self.agreements = agreements
    }

    package var key: String { phoneIndex }
}

/// Reads the session of a token.
package struct GetSession: Request {
    package static let type = "identity.get-session.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.query
    package typealias Reply = SessionView

    /// SHA-256 of the token, hex.
    package var tokenHash: String

    package init(tokenHash: String) {
        self.tokenHash = tokenHash
    }

    package var key: String { tokenHash }
}

/// Makes the session act for one of the account's enterprises.
package struct ChooseEnterprise: Request {
    package static let type = "identity.choose-enterprise.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = SessionView

    package var enterpriseID: EnterpriseID

    package init(enterpriseID: EnterpriseID) {
        self.enterpriseID = enterpriseID
    }

    package var key: String { enterpriseID.description }
}

/// Ends the caller's session.
package struct LogOut: Request {
    package static let type = "identity.log-out.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = Done

    package var sessionID: SessionID

    package init(sessionID: SessionID) {
        self.sessionID = sessionID
    }

    package var key: String { sessionID.description }
}

/// Sets the password of the caller's account.
package struct SetPassword: Request {
    package static let type = "identity.set-password.v1"
    package static let service = ServiceName.identity
    package static let kind = RequestKind.command
    package typealias Reply = Done

    package var accountID: AccountID
    package var password: SealedText

    package init(accountID: AccountID, password: SealedText) {
        self.accountID = accountID
        self.password = password
    }

    package var key: String { accountID.description }
}

/// What a session may do has changed, or it has ended: caches drop it.
package struct SessionChanged: Event {
    package static let type = "identity.session-changed.v1"
    package static let service = ServiceName.identity

    package var sessionID: SessionID
    package var tokenHash: String
    package var ended: Bool

    package init(sessionID: SessionID, tokenHash: String, ended: Bool) {
        self.sessionID = sessionID
        self.tokenHash = tokenHash
        self.ended = ended
    }

    package var key: String { sessionID.description }
}
