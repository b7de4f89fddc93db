import Foundation
import Identifiers
import Postgres
import TestSupport
import Testing

private enum Thing {}

private enum Mood: String, Word {
    case calm
    case wild
}

private struct Note: Codable, Equatable {
    var title: String
    var at: Date
}

@Suite
struct `Values on their way to the server and back` {
    @Test
    func `every kind of value comes back as it was sent`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let uuid = UUID()
        let date = Date(timeIntervalSince1970: 1_700_000_000.123456)
        let note = Note(title: "é\n\t", at: Date(timeIntervalSince1970: 12.5))
        let row = try #require(
            try await database.one(
                """
                INSERT INTO samples
                    (a_text, a_int, a_bigint, a_double, a_bool, a_uuid, a_time, a_bytes, a_json, a_numeric, a_day, a_mood)
                VALUES (\("文字 ' \" \\ $1"), \(42), \(Int64.min), \(-1.5e300), \(true), \(uuid), \(date),
                    \(Data([0, 1, 255])), \(PostgresJSON(note)), \(Decimal(string: "-12345.0670")), \("2024-02-29"),
                    \(Mood.wild))
                RETURNING *
                """
            )
        )
        #expect(try row.get("a_text") == "文字 ' \" \\ $1")
        #expect(try row.get("a_int") == 42)
        #expect(try row.get("a_int", as: Int16.self) == 42)
        #expect(try row.get("a_bigint") == Int64.min)
        #expect(try row.get("a_double", as: Double.self) == -1.5e300)
        #expect(try row.get("a_bool") == true)
        #expect(try row.get("a_uuid") == uuid)
        #expect(try row.get("a_uuid", as: Identifier<Thing>.self) == Identifier<Thing>(uuid))
        #expect(try row.get("a_uuid") == uuid.lowercaseString)
        #expect(abs(try row.get("a_time", as: Date.self).timeIntervalSince(date)) < 0.000_001)
        #expect(try row.get("a_bytes") == Data([0, 1, 255]))
        #expect(try row.getJSON("a_json") == note)
        #expect(try row.get("a_numeric", as: Decimal.self) == Decimal(string: "-12345.067"))
        #expect(try row.get("a_numeric", as: String.self) == "-12345.0670")
        #expect(try row.get("a_day", as: String.self) == "2024-02-29")
        #expect(try row.get("a_mood") == Mood.wild)
    }

    @Test
    func `NULL of every kind goes in and comes back`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let row = try #require(
            try await database.one(
                """
                INSERT INTO samples (a_text, a_int, a_double, a_bool, a_uuid, a_time, a_bytes, a_json, a_mood, uuids)
                VALUES (\(String?.none), \(Int?.none), \(Double?.none), \(Bool?.none), \(UUID?.none), \(Date?.none),
                    \(Data?.none), \(PostgresJSON<[Int]>?.none), \(Mood?.none), \([UUID]?.none))
                RETURNING *
                """
            )
        )
        #expect(try row.get("a_int", as: Int?.self) == nil && row.get("a_uuid", as: UUID?.self) == nil)
        #expect(try row.get("a_bytes", as: Data?.self) == nil && row.get("a_time", as: Date?.self) == nil)
        #expect(try row.get("a_text", as: String?.self) == nil)
        #expect(try row.get("uuids", as: [UUID]?.self) == nil)
        #expect(throws: RowProblem.self) { try row.get("a_int", as: Int.self) }
        #expect(throws: RowProblem.self) { try row.get("no_such_column", as: Int?.self) }
        #expect(throws: RowProblem.self) { try row.get("id", as: String.self) }
    }

    @Test
    func `an empty text and empty bytes are not NULL`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let row = try #require(
            try await database.one("SELECT \(Data()) AS bytes, \("")::text AS text, \([UUID]()) AS ids")
        )
        #expect(try row.get("bytes") == Data())
        #expect(try row.get("text") == "")
        #expect(try row.get("ids") == [UUID]())
    }

    @Test
    func `arrays come back as they were sent`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let texts = ["plain", "", "NULL", "a,b", "{\"x\"}", "back\\slash", "换 行\n", "'; DROP TABLE samples; --"]
        let uuids = [UUID(), UUID()]
        let blobs = [Data(), Data([0, 92, 34])]
        let times = [Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: -86_400.5)]
        let row = try #require(
            try await database.one(
                """
                INSERT INTO samples (texts, ints, uuids, blobs, times)
                VALUES (\(texts), \([1, -2, 3]), \(uuids), \(blobs), \(times)) RETURNING *
                """
            )
        )
        #expect(try row.get("texts") == texts)
        #expect(try row.get("ints") == [1, -2, 3])
        #expect(try row.get("uuids") == uuids)
        #expect(try row.get("blobs") == blobs)
        #expect(try row.get("times") == times)
        let mixed = try await database.query("SELECT \([Int?](arrayLiteral: 1, nil))::int[] AS ints")
        #expect(try mixed[0].get("ints") == [1, nil])
    }

    @Test
    func `a list of identifiers finds its rows and spreads into rows`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let ids = (0..<5).map { _ in Identifier<Thing>.new() }
        let made = try await database.execute(
            """
            INSERT INTO samples (a_uuid, a_int)
            SELECT * FROM unnest(\(ids), \([1, 2, 3, 4, 5])::int[])
            """
        )
        #expect(made == 5)
        let rows = try await database.query(
            "SELECT a_uuid FROM samples WHERE a_uuid = ANY(\([ids[1], ids[3]])) AND a_int = ANY(\([2, 4])) ORDER BY a_int"
        )
        #expect(try rows.map { try $0.get("a_uuid", as: Identifier<Thing>.self) } == [ids[1], ids[3]])
    }

    @Test
    func `hostile text stays data`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let hostile = [
            "'; DROP TABLE samples; --", "$1", "\\'; SELECT 1; --", "\") OR 1=1 --", "$$x$$", "%s%n", "\u{202E}abc",
        ]
        for text in hostile {
            let row = try await database.one("INSERT INTO samples (a_text) VALUES (\(text)) RETURNING a_text")
            #expect(try row?.get("a_text") == text)
        }
        #expect(try await database.query("SELECT 1 FROM samples WHERE a_text = \("x' OR 'a'='a")").isEmpty)
        #expect(try await Samples.count(database) == hostile.count)
    }

    @Test
    func `a zero character is refused instead of cutting the text`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let error = await #expect(throws: PostgresError.self) {
            try await database.execute("INSERT INTO samples (a_text) VALUES (\("admin\u{0}x"))")
        }
        #expect(error?.sqlState == "22021")
        #expect(try await Samples.count(database) == 0)
    }

    @Test
    func `a statement inside another keeps its binds`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let filter: SQL = "n > \(2) AND n < \(9) AND \("a") = \("a")"
        let rows = try await database.query(
            "SELECT n FROM generate_series(1, \(20)) AS n WHERE n <> \(5) AND (\(filter)) AND n <> \(6) ORDER BY n"
        )
        #expect(try rows.map { try $0.get("n", as: Int.self) } == [3, 4, 7, 8])
    }

    @Test
    func `days of four centuries read as the server writes them`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let rows = try await database.query(
            "SELECT d::date AS day, d::date::text AS text FROM generate_series('1799-12-28', '2101-03-02', '29 days'::interval) AS d"
        )
        for row in rows { #expect(try row.get("day", as: String.self) == row.get("text", as: String.self)) }
    }

    @Test
    func `numbers with many digits read as the server writes them`() async throws {
        let database = try await TestDatabase.make(schema: "binding", migrations: [Samples.table])
        let texts = [
            "0", "0.00", "0.0001", "-0.5", "10000", "99999999.00000001", "123456789012345678901234.5", "NaN", "1e-9",
        ]
        for text in texts {
            let row = try await database.query("SELECT \(text)::numeric AS n, \(text)::numeric::text AS text")[0]
            #expect(try row.get("n", as: String.self) == row.get("text", as: String.self))
        }
        #expect(try await database.query("SELECT sum(n) AS n FROM generate_series(1, 100) AS n")[0].get("n") == 5050)
    }
}
