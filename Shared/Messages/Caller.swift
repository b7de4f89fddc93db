package import Identifiers

/// On whose behalf a request is made; the owning service checks these rights again.
package struct Caller: Codable, Sendable, Equatable {
    package var accountID: AccountID?
    package var personID: PersonID?
    package var enterpriseID: EnterpriseID?
    package var sessionID: SessionID?
    /// Look-up index of the account's own phone, hex.
    package var phoneIndex: String?
    package var roles: [Role] = []
    package var side: Side?
    package var personVerified: Bool = false
    package var enterpriseVerified: Bool = false
    /// The client's network address, for limits and evidence.
    package var address: String?
    package var agent: String?

    package static let anonymous = Caller()
}

/// The door a person came in by.
package enum Side: String, Word {
    case employer
    case worker
    case regulator
}

package enum Role: String, Word {
    case administrator
    case handler
}

extension Caller {
    /// Returns the account, or refuses because nobody is logged in.
    package func requireAccount() throws(Refusal) -> AccountID {
        guard let accountID else { throw Refusal("identity.login-required", .unauthorized) }
        return accountID
    }

    /// Returns the verified person behind the account.
    package func requirePerson() throws(Refusal) -> PersonID {
        _ = try requireAccount()
        guard personVerified, let personID else { throw Refusal("identity.person-unverified", .forbidden) }
        return personID
    }

    /// Returns the verified enterprise that the session acts for.
    package func requireEnterprise() throws(Refusal) -> EnterpriseID {
        _ = try requireAccount()
        guard side == .employer, let enterpriseID else { throw Refusal("identity.enterprise-required", .forbidden) }
        guard enterpriseVerified else { throw Refusal("identity.enterprise-unverified", .forbidden) }
        return enterpriseID
    }
}
