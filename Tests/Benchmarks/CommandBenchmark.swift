import Foundation
import Identifiers
import Kafka
import Messages
import Messaging
import Postgres
import TestSupport

/// Commands through inbox, use case and outbox, beside pgbench with the same statements and connections.
struct CommandBenchmark {
    private static let count = 8000

    let place: Place
    let connections: Int

    func run() async throws -> [Figure] {
        let stage = try await Stage.open(place)
        let producer = KafkaProducer(
            stage.kafka,
            clientID: "benchmarks",
            purpose: .requestReply,
            logger: Stage.logger
        )
        try await producer.warm(topics: [ServiceName.contracts.commands])
        var ours: [Double] = []
        var peer: [Double] = []
        for round in 0..<place.rounds {
            peer.append(try await pgbench(stage))
            ours.append(try await commands(stage, producer))
            note("  round \(round + 1): \(plain(ours.last ?? 0))/s, pgbench \(plain(peer.last ?? 0))/s")
        }
        await producer.close(timeout: .seconds(2))
        await stage.close()
        return [
            Figure(
                "commands through inbox and outbox, \(connections) connections",
                ours,
                unit: "/s",
                peer: "pgbench",
                peerValues: peer,
                goal: .atLeastTimes(0.5)
            )
        ]
    }

    /// All commands lie in the broker before the service starts; its own clock says how long it took.
    private func commands(_ stage: Stage, _ producer: KafkaProducer) async throws -> Double {
        let database = try await stage.database()
        try await send(producer)
        let service = try stage.service(database, workers: connections)
        let inbox = database.ownerDatabase()
        var rate = 0.0
        try await until("all commands are handled", within: .seconds(180)) {
            guard service.isRunning else { throw BenchmarkProblem("the service ended; see service.log") }
            let row = try await inbox.one(
                """
                SELECT count(*) AS done,
                    coalesce(extract(epoch FROM max(received_at) - min(received_at)), 0)::float8 AS seconds
                FROM inbox
                """
            )
            guard let row, try row.get("done", as: Int.self) >= Self.count else { return false }
            rate = Double(Self.count) / max(0.001, try row.get("seconds", as: Double.self))
            return true
        }
        let outbox = try await inbox.one("SELECT count(*) AS announced FROM outbox")
        guard try outbox?.get("announced", as: Int.self) == Self.count else {
            throw BenchmarkProblem("not every command announced its event")
        }
        await inbox.close()
        await service.stop()
        await database.database.close()
        return rate
    }

    private func send(_ producer: KafkaProducer) async throws {
        for start in stride(from: 0, to: Self.count, by: 500) {
            let messages = try (start..<min(start + 500, Self.count)).map { number in
                let command = AddEntry(key: "entry \(number)", text: String(repeating: "文", count: 20))
                let id = MessageID.new()
                let headers = MessageHeaders(
                    id: id,
                    type: AddEntry.type,
                    source: "gateway",
                    time: Date(),
                    key: command.key,
                    caller: Caller(accountID: .new(), enterpriseID: .new()),
                    reply: MessageHeaders.ReplyAddress(
                        topic: Topology.replies,
                        partition: 0,
                        correlation: id.description
                    ),
                    deadline: Date().addingTimeInterval(900),
                    trace: .start()
                )
                return KafkaMessage(
                    topic: AddEntry.service.commands,
                    key: command.key,
                    value: try JSONEncoder().encode(command),
                    headers: try headers.encoded()
                )
            }
            for result in await producer.sendBatch(messages) { _ = try result.get() }
        }
    }

    private func pgbench(_ stage: Stage) async throws -> Double {
        let database = try await stage.database()
        let owner = database.ownerDatabase()
        _ = try await owner.query("SELECT outbox_maintain(current_date, 2, 14)")
        await owner.close()
        let said = try await output(
            of: "pgbench",
            [
                "--no-vacuum", "--protocol=prepared", "--client=\(connections)", "--jobs=2",
                "--transactions=\(Self.count / connections)", "--file=\(place.root)/Tests/Benchmarks/command.pgbench",
                database.runtimeURL,
            ],
            environment: ["PGOPTIONS": "-c search_path=\(database.schema)"]
        )
        await database.database.close()
        guard let line = said.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw BenchmarkProblem("pgbench printed no rate") }
        return rate
    }
}
