import Foundation
import Kafka
import Logging
import Messages
import Operations
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Monitor

/// The broker is asked and the answers are served.
@Suite("Monitor looks at a real broker")
struct LookingTests {
    private let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    private func watch(_ broker: TestBroker, _ board: Board) -> Watch {
        Watch(
            broker: BrokerWatch(broker.settings, logger: quiet),
            processes: ProcessWatch([]),
            board: board,
            health: HealthState(),
            metrics: Metrics(),
            logger: quiet
        )
    }

    @Test func `unread messages, their age and dead letters are found`() async throws {
        let broker = try await TestBroker.start(Topology.all.map { ($0.name, $0.partitions) })
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .outbox, logger: quiet)
        let topics = ["contracts.commands", "contracts.dead-letters"]
        try await producer.warm(topics: topics)
        for topic in topics {
            let headers: KafkaHeaders = ["dead-reason": "undecodable"]
            _ = try await producer.send(
                KafkaMessage(topic: topic, partition: 0, key: "k", value: Data("x".utf8), headers: headers)
            )
        }
        let board = Board()
        let watch = watch(broker, board)
        let deadline = ContinuousClock.now + .seconds(30)
        // The age is read with a short limit, which a busy machine may miss once.
        var found: Findings.Place?
        while found?.oldest == nil, ContinuousClock.now < deadline {
            await watch.look()
            found = board.findings.places.first { $0.topic == "contracts.commands" && $0.partition == 0 }
        }
        let place = try #require(found)
        #expect(place.lag >= 1)
        #expect(place.committed == nil)
        #expect(place.oldest != nil)
        #expect(board.findings.brokerProblem == nil)
        #expect(board.findings.places.count == Topology.listeners.count * 12)
        let letters = board.findings.deadLetters.first { $0.service == "contracts" }
        #expect(letters?.count ?? 0 >= 1)
        #expect(letters?.reason == "undecodable")
        let position = KafkaGroupPosition(
            broker.settings,
            group: Topology.operators,
            clientID: "test",
            logger: quiet
        )
        let box = KafkaPartition("contracts.dead-letters", 0)
        let next = try await position.next(in: box) ?? 0
        try await position.move(to: next + (letters?.count ?? 0), in: box)
        await watch.look()
        #expect(board.findings.deadLetters.first { $0.service == "contracts" }?.count == 0, "they are settled")
        await producer.close(timeout: .seconds(1))
    }

    @Test func `without a broker the page still comes and says so`() async throws {
        let settings = KafkaSettings(brokers: .file("/nonexistent/address"))
        let board = Board()
        let watch = Watch(
            broker: BrokerWatch(settings, logger: quiet),
            processes: ProcessWatch([OperationsTarget(name: "signing", address: "http://127.0.0.1:9")]),
            board: board,
            health: HealthState(),
            metrics: Metrics(),
            logger: quiet
        )
        await watch.look()
        #expect(board.findings.brokerProblem != nil)
        try await served(board) { address in
            let (page, status) = try await get(address + "/")
            #expect(status == 200)
            #expect(page.contains("消息代理没有应答"))
            #expect(page.contains("signing 没有应答"))
            let (problem, lagStatus) = try await get(address + "/ops/lag")
            #expect(lagStatus == 503)
            #expect(problem.contains("monitor.broker-away"))
            let (metrics, metricsStatus) = try await get(address + "/metrics")
            #expect(metricsStatus == 200)
            #expect(metrics.contains("suiyue_broker_up 0"))
            let (style, styleStatus) = try await get(address + "/public/styles/tokens.css")
            #expect(styleStatus == 200)
            #expect(style.contains("--brand"))
        }
    }

    private func served(_ board: Board, _ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        var port = MonitorPort(
            host: "127.0.0.1",
            port: 0,
            board: board,
            page: try LagPage(),
            health: HealthState(),
            metrics: Metrics(),
            logger: quiet
        )
        port.onListening = { continuation.yield($0) }
        let group = ServiceGroup(services: [port], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                for await number in ports {
                    try await body("http://127.0.0.1:\(number)")
                    break
                }
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }
}

/// What an address answers, by curl.
private func get(_ address: String) async throws -> (body: String, status: Int) {
    let text: String = try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Result {
                    let process = Process()
                    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
                    process.arguments = ["-sS", "--max-time", "10", "-w", "\n%{http_code}", address]
                    let output = Pipe()
                    process.standardOutput = output
                    try process.run()
                    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
                    process.waitUntilExit()
                    return String(decoding: bytes, as: UTF8.self)
                }
            )
        }
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.dropLast().joined(separator: "\n"), lines.last.flatMap { Int($0) } ?? 0)
}
