// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Identifiers

extension Caller {
    @_disfavoredOverload
    package init(
        accountID: AccountID? = nil,
        personID: PersonID? = nil,
        enterpriseID: EnterpriseID? = nil,
        sessionID: SessionID? = nil,
        phoneIndex: String? = nil,
        roles: [Role] = [],
        side: Side? = nil,
        personVerified: Bool = false,
        enterpriseVerified: Bool = false,
        address: String? = nil,
        agent: String? = nil,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.personID = personID
        self.enterpriseID = enterpriseID
        self.sessionID = sessionID
        self.phoneIndex = phoneIndex
        self.roles = roles
        self.side = side
        self.personVerified = personVerified
        self.enterpriseVerified = enterpriseVerified
        self.address = address
        self.agent = agent
    }
}
