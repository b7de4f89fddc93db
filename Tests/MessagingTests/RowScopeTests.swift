import Foundation
import Identifiers
import Postgres
import TestSupport
import Testing

@testable import Messaging

@Suite struct `What row-level security is told` {
    @Test func `by one message is taken back before the next in a shared transaction`() async throws {
        let database = try await TestDatabase.make(schema: "scopes", migrations: [])
        let enterprise = EnterpriseID.new()
        try await database.withTransaction { transaction in
            try await transaction.act(for: enterprise)
            for key in RowKey.allCases { try await transaction.act(holding: "held", as: key) }
            let settings = ["app.enterprise_id", "app.account_id", "app.scope"] + RowKey.allCases.map(\.rawValue)
            let held = try await transaction.told(settings)
            #expect(held == [enterprise.description, "", "system"] + RowKey.allCases.map { _ in "held" })
            try await transaction.act(in: RowScope())
            let later = try await transaction.told(settings)
            #expect(later == ["", "", "caller"] + RowKey.allCases.map { _ in "" })
        }
        await database.close()
    }
}

extension Transaction {
    fileprivate func told(_ settings: [String]) async throws -> [String] {
        try await query(
            "SELECT coalesce(current_setting(name, true), '') AS value FROM unnest(\(settings)::text[]) AS name"
        ).map { try $0.get("value") }
    }
}
