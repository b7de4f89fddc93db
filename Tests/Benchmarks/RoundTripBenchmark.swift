import Foundation
import Kafka
import Logging
import Messages
import Messaging
import Operations
import Postgres
import ServiceLifecycle
import TestSupport

/// A query from the Gateway's side to a service that reads one row, beside the same way of bare librdkafka clients.
struct RoundTripBenchmark {
    private static let inFlight = [1, 64]
    /// At most so long between requests that are made one by one, so that they do not fall into step with the broker.
    private static let pause = Duration.milliseconds(12)

    let place: Place

    private struct Times {
        var ours: [Double] = []
        var bare: [Double] = []
    }

    func run() async throws -> [Figure] {
        var figures: [Figure] = []
        for inFlight in Self.inFlight {
            var p50 = Times()
            var p99 = Times()
            for _ in 0..<place.rounds {
                let round = try await round(inFlight)
                p50.ours.append(percentile(round.ours, 0.5))
                p50.bare.append(percentile(round.bare, 0.5))
                p99.ours.append(percentile(round.ours, 0.99))
                p99.bare.append(percentile(round.bare, 0.99))
            }
            let name = "query round trip, \(inFlight) in flight"
            figures.append(
                Figure(
                    "\(name), p50",
                    p50.ours,
                    unit: "ms",
                    peer: "bare librdkafka",
                    peerValues: p50.bare,
                    goal: inFlight == 1 ? .addsLess(1) : .none
                )
            )
            figures.append(
                Figure("\(name), p99", p99.ours, unit: "ms", peer: "bare librdkafka", peerValues: p99.bare)
            )
        }
        return figures
    }

    /// Milliseconds of each round trip, both on one fresh broker: the embedded one looks for an offset from the beginning
    /// of a partition, and soon nothing else would be measured.
    private func round(_ inFlight: Int) async throws -> Times {
        let stage = try await Stage.open(place)
        let database = try await stage.database()
        let service = try stage.service(database, workers: 8)
        let health = HealthState()
        let client = RequestClient(
            kafka: stage.kafka,
            health: health,
            metrics: Metrics(),
            logger: Stage.logger
        )
        let group = ServiceGroup(services: [client], logger: Stage.logger)
        let running = Task { try await group.run() }
        try await until("the client is ready") { health.isReady }
        try await until("the service answers", within: .seconds(90)) {
            (try? await client.ask(ReadEntry(key: SampleService.keptKey), as: .anonymous, deadline: .seconds(2))) != nil
        }
        _ = try await ours(client, 1, count: 200)
        let count = inFlight == 1 ? 500 : 6000
        let times = Times(
            ours: try await ours(client, inFlight, count: count),
            bare: try await bare(stage, inFlight, count: count)
        )
        await group.triggerGracefulShutdown()
        try await running.value
        await service.stop()
        await database.database.close()
        await stage.close()
        return times
    }

    private func ours(_ client: RequestClient, _ inFlight: Int, count: Int) async throws -> [Double] {
        try await withThrowingTaskGroup(of: [Double].self) { tasks in
            for lane in 0..<inFlight {
                tasks.addTask {
                    var times: [Double] = []
                    for _ in 0..<(count / inFlight) {
                        if inFlight == 1 { try await Task.sleep(for: Self.pause * Double.random(in: 0...1)) }
                        let start = ContinuousClock.now
                        _ = try await client.ask(
                            ReadEntry(key: lane == 0 ? SampleService.keptKey : "lane \(lane)"),
                            as: .anonymous
                        )
                        times.append((ContinuousClock.now - start) / .milliseconds(1))
                    }
                    return times
                }
            }
            return try await tasks.reduce(into: []) { $0 += $1 }
        }
    }

    private func bare(_ stage: Stage, _ inFlight: Int, count: Int) async throws -> [Double] {
        // A topic nobody else reads while this runs, and the last partition of the replies.
        try await BareRoundTrip.measure(
            stage.kafka,
            requests: KafkaPartition("notifier.queries", 0),
            replies: KafkaPartition(Topology.replies, Topology.replyPartitions(ofGateway: 15)[0]),
            count: count,
            payload: Data(repeating: 0x20, count: 500),
            inFlight: inFlight,
            pause: inFlight == 1 ? Self.pause : .zero
        ).map { $0 / .milliseconds(1) }
    }
}
