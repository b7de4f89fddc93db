import ArgumentParser
import Foundation
import Identifiers
import Messages
import Messaging
import Operations
import Postgres

/// A command with one row and one event, as small as a real one can be.
struct AddEntry: Command {
    static let type = "contracts.benchmark-add.v1"

    struct Reply: Codable, Sendable {
        var position: Int
    }

    var key: String
    var text: String
}

/// A query that reads one row by its key.
struct ReadEntry: Query {
    static let type = "contracts.benchmark-read.v1"

    struct Reply: Codable, Sendable {
        var text: String
    }

    var key: String
}

struct EntryAdded: Event {
    static let type = "contracts.benchmark-added.v1"

    var key: String
    var text: String
}

/// What the measured service does.
enum SampleService {
    static let schema = "contracts"
    static let keptKey = "kept"

    static let migration = Migration(
        name: "benchmark-0001-entries",
        sql: """
            CREATE SEQUENCE entries_seq;
            CREATE TABLE entries (
                seq bigint NOT NULL DEFAULT nextval('entries_seq'),
                key text NOT NULL,
                text text NOT NULL,
                CONSTRAINT entries_pkey PRIMARY KEY (seq)
            );
            CREATE INDEX entries_key ON entries (key);
            INSERT INTO entries (key, text) VALUES ('kept', 'one row');
            """
    )

    static let routes = MessageRoutes(service: .contracts)
        .command(AddEntry.self) { command, _, transaction in
            let row = try await transaction.one(
                "INSERT INTO entries (key, text) VALUES (\(command.key), \(command.text)) RETURNING seq"
            )
            try await transaction.publish(EntryAdded(key: command.key, text: command.text))
            return AddEntry.Reply(position: try row?.get("seq", as: Int.self) ?? 0)
        }
        .query(ReadEntry.self) { query, _, transaction in
            let row = try await transaction.one("SELECT text FROM entries WHERE key = \(query.key) LIMIT 1")
            return ReadEntry.Reply(text: try row?.get("text") ?? "")
        }
}

/// The measured service, in a process of its own as every service is.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the measured service; told where things are by its environment.",
        shouldDisplay: false
    )

    func run() async throws {
        await ProcessEntry.run(
            "benchmark-service",
            arguments: [],
            declare: { RuntimeSettings($0, service: .contracts, operationsPort: 0) },
            work: { settings, logger in
                let runtime = try await ServiceRuntime(
                    .contracts,
                    settings: settings,
                    migrations: [SampleService.migration],
                    logger: logger
                )
                try await runtime.run(routes: SampleService.routes)
            }
        )
    }
}
