import Foundation
import Identifiers
import Logging
import Postgres
import TestSupport
import Testing

private enum Thing {}

@Suite
struct `Values on their way to the server and back` {
    @Test
    func `every kind of value comes back as it was sent`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let uuid = UUID()
        let date = Date(timeIntervalSince1970: 1_700_000_000.123456)
        let row = try #require(
            try await database.one(
                """
                INSERT INTO samples (a_text, a_int, a_bigint, a_double, a_bool, a_uuid, a_time, a_bytes, a_json, a_numeric)
                VALUES (\("文字 ' \" \\ $1"), \(42), \(Int64.max), \(1.5), \(true), \(uuid), \(date),
                    \(Data([0, 1, 255])), \(PostgresJSON(["k": [1, 2]])), \(Decimal(string: "-12345.0670"))) RETURNING *
                """
            )
        )
        #expect(try row.get("a_text") == "文字 ' \" \\ $1")
        #expect(try row.get("a_int") == 42)
        #expect(try row.get("a_bigint") == Int64.max)
        #expect(try row.get("a_double", as: Double.self) == 1.5)
        #expect(try row.get("a_bool") == true)
        #expect(try row.get("a_uuid") == uuid)
        #expect(try row.get("a_uuid", as: Identifier<Thing>.self) == Identifier<Thing>(uuid))
        #expect(abs(try row.get("a_time", as: Date.self).timeIntervalSince(date)) < 0.000_001)
        #expect(try row.get("a_bytes") == Data([0, 1, 255]))
        #expect(try row.getJSON("a_json") == ["k": [1, 2]])
        #expect(try row.get("a_numeric", as: Decimal.self) == Decimal(string: "-12345.067"))
        #expect(try row.get("a_numeric", as: String.self) == "-12345.0670")
    }
}
