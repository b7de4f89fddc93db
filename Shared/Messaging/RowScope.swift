package import Identifiers
package import Messages
package import Postgres

/// What row-level security lets a transaction see: the settings `app.*` of its connection.
package struct RowScope: Sendable, Equatable {
    package var enterpriseID: EnterpriseID?
    package var accountID: AccountID?
    package var personID: PersonID?
    /// `caller` for requests; `system` for events and jobs, which act for the service itself; `housekeeping`.
    package var name: String

    package init(
        enterpriseID: EnterpriseID? = nil,
        accountID: AccountID? = nil,
        personID: PersonID? = nil,
        name: String = "caller"
    ) {
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.personID = personID
        self.name = name
    }

    package init(_ caller: Caller) {
        self.init(enterpriseID: caller.enterpriseID, accountID: caller.accountID, personID: caller.personID)
    }

    package static let system = RowScope(name: "system")
    /// Sees of every table only what a policy shows for removal by age.
    package static let housekeeping = RowScope(name: "housekeeping")

    /// For `Database.withTransaction(context:)`; absent identifiers become the empty text.
    package var settings: [String: String] {
        [
            "app.enterprise_id": enterpriseID?.description ?? "",
            "app.account_id": accountID?.description ?? "",
            "app.person_id": personID?.description ?? "",
            "app.scope": name,
        ]
    }

    /// Also takes back every key: what one message held must not open a row to the next in a shared transaction.
    var statement: SQL {
        """
        SELECT set_config('app.enterprise_id', \(enterpriseID?.description ?? ""), true),
            set_config('app.account_id', \(accountID?.description ?? ""), true),
            set_config('app.person_id', \(personID?.description ?? ""), true),
            set_config('app.scope', \(name), true),
            (SELECT count(set_config(key, '', true)) FROM unnest(\(RowKey.allCases.map(\.rawValue))::text[]) AS key)
        """
    }
}

/// What shows a single row to whoever can name it, beside the rows of whom a transaction acts for.
package enum RowKey: String, Sendable, CaseIterable {
    /// Hash of the link that opens an invitation, hex.
    case invitation = "app.invitation"
    /// The contract that an event or job names.
    case contract = "app.contract_id"
    /// Hash of the token that opens a session, hex.
    case session = "app.session"
    /// The verification that a job names.
    case verification = "app.verification_id"
}

extension Transaction {
    /// Narrows or widens what row-level security shows for the rest of this transaction.
    package func act(in scope: RowScope) async throws {
        try later(scope.statement)
    }

    /// Lets an event or job work on one enterprise's rows.
    package func act(for enterprise: EnterpriseID) async throws {
        try await act(in: RowScope(enterpriseID: enterprise, name: "system"))
    }

    /// Lets an event or job work on one account's rows.
    package func act(for account: AccountID) async throws {
        try await act(in: RowScope(accountID: account, name: "system"))
    }

    /// Shows one row more, by its key, until this transaction acts in another scope.
    package func act(holding value: String, as key: RowKey) async throws {
        try later("SELECT set_config(\(key.rawValue), \(value), true)")
    }
}
