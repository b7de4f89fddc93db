import Identifiers
import Postgres
import TestSupport
import Testing

private enum Status: String, Word {
    case waiting
    case sent
}

struct `Words in rows` {
    @Test func `come back as they were sent, alone, absent and in lists`() async throws {
        let database = try await TestDatabase.make(schema: "words", migrations: [Samples.table])
        let row = try #require(
            try await database.withTransaction { transaction in
                let inserted = try await transaction.insert(
                    into: "samples",
                    ["a_text": "\(Status.sent)", "a_day": "\(Status?.none)", "texts": "\(Status.allCases)"]
                )
                #expect(inserted == 1)
                return try await transaction.one("SELECT * FROM samples")
            }
        )
        #expect(try row.get("a_text") == Status.sent)
        #expect(try row.get("a_day", as: Status?.self) == nil)
        #expect(try row.get("texts", as: [Status].self) == [.waiting, .sent])
    }

    /// What a newer instance wrote in a rolling deploy.
    @Test func `that are not in the list cannot be read, and the work may be tried again`() async throws {
        let database = try await TestDatabase.make(schema: "words", migrations: [Samples.table])
        let row = try #require(
            try await database.one("INSERT INTO samples (a_text, texts) VALUES ('read', '{sent,read}') RETURNING *")
        )
        for read in [
            { try row.get("a_text", as: Status.self) },
            { _ = try row.get("a_text", as: Status?.self) },
            { _ = try row.get("texts", as: [Status].self) },
        ] as [() throws -> Any] {
            let problem = #expect(throws: RowProblem.self) { _ = try read() }
            #expect(problem?.isPassing == true)
        }
        #expect(try row.get("a_text") == "read")
        let wrongType = #expect(throws: RowProblem.self) { try row.get("a_text", as: Int.self) }
        #expect(wrongType?.isPassing == false)
    }
}
