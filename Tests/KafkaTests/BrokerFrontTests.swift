import Foundation
import TestSupport
import Testing

@testable import Kafka

/// With a wait of ten seconds, so that whoever is not woken is late.
@Suite(.timeLimit(.minutes(2))) struct `Waiting for records at the embedded broker` {
    private static let wait = 10_000
    private static let soon = Duration.seconds(5)

    @Test func `a write through another connection ends the wait of all who wait`() async throws {
        let topic = freshName("waited")
        let broker = try await TestBroker.start([(topic, 3)], fetchWaitMilliseconds: Self.wait)
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        let readers = (0..<12).map { Reader(broker, topic, partitions: 3, number: $0) }
        await withTaskGroup(of: Void.self) { tasks in
            for reader in readers { tasks.addTask { await reader.run() } }
            for reader in readers { #expect(await eventually { reader.isPositioned }) }
            for round in 0..<12 {
                // Everybody has asked and waits.
                try? await Task.sleep(for: .milliseconds(100))
                let start = ContinuousClock.now
                let partition = Int32(round % 3)
                let sent = try? await producer.send(topic: topic, partition: partition, key: nil, value: Data())
                #expect(sent != nil)
                for reader in readers { #expect(await eventually { reader.seen.all.count == round + 1 }) }
                // A reader's first question may have been for some of its partitions only.
                #expect(round < 3 || .now - start < Self.soon)
            }
            tasks.cancelAll()
        }
        await producer.close()
    }

    @Test func `a write whose writer is gone before the answer ends the wait as well`() async throws {
        let topic = freshName("gone")
        let broker = try await TestBroker.start([(topic, 1)], fetchWaitMilliseconds: Self.wait)
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        let reader = Reader(broker, topic, partitions: 1)
        try await reading {
            await reader.run()
        } while: {
            #expect(await eventually { reader.isPositioned })
            try await Task.sleep(for: .milliseconds(300))
            embedded.delayAnswers(milliseconds: 60_000)
            let writing = Task {
                _ = try? await producer.send(topic: topic, partition: 0, key: nil, value: Data("kept".utf8))
            }
            #expect(await eventually { producer.outstanding == 1 })
            try await Task.sleep(for: .milliseconds(500))
            #expect(reader.seen.all.isEmpty)
            embedded.delayAnswers(milliseconds: 0)
            let start = ContinuousClock.now
            await producer.close(timeout: .zero)
            await writing.value
            #expect(await eventually { reader.seen.all.map(text) == ["kept"] })
            #expect(.now - start < Self.soon)
        }
    }

    @Test func `everything written at full speed arrives in its order`() async throws {
        let topic = freshName("fast")
        let broker = try await TestBroker.start([(topic, 4)], fetchWaitMilliseconds: Self.wait)
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        let reader = Reader(broker, topic, partitions: 4)
        await reading {
            await reader.run()
        } while: {
            #expect(await eventually { reader.isPositioned })
            for part in 0..<20 {
                let results = await producer.sendBatch(
                    (part * 500..<part * 500 + 500).map {
                        KafkaMessage(topic: topic, partition: Int32($0 % 4), key: nil, value: Data("\($0)".utf8))
                    }
                )
                #expect(results.compactMap(\.failure).isEmpty)
            }
            let written = ContinuousClock.now
            #expect(await eventually { reader.seen.all.count >= 10_000 })
            #expect(.now - written < Self.soon)
            let byPartition = Dictionary(grouping: reader.seen.all, by: \.partition)
            for partition in 0..<4 {
                let numbers = byPartition[Int32(partition)]?.compactMap { Int(text($0)) }
                #expect(numbers == Array(stride(from: partition, to: 10_000, by: 4)))
            }
        }
        await producer.close()
    }

    @Test func `a partition that loses its leader is looked at, and read on when it is back`() async throws {
        let topic = freshName("led")
        let broker = try await TestBroker.start([(topic, 1)], fetchWaitMilliseconds: Self.wait)
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .requestReply, logger: quiet)
        let reader = Reader(broker, topic, partitions: 1)
        await reading {
            await reader.run()
        } while: {
            #expect(await eventually { reader.isPositioned })
            embedded.setLeader(of: KafkaPartition(topic, 0), isThere: false)
            embedded.setLeader(of: KafkaPartition(topic, 0), isThere: true)
            await #expect(throws: Never.self) {
                try await producer.send(topic: topic, partition: 0, key: nil, value: Data("on".utf8))
            }
            #expect(await eventually { reader.seen.all.map(text) == ["on"] })
        }
        await producer.close()
    }

    /// Reads a topic's partitions from their ends.
    private struct Reader: Sendable {
        let seen = Collected<KafkaRecord>()
        private let consumer: KafkaAssignedConsumer

        init(_ broker: TestBroker, _ topic: String, partitions count: Int32, number: Int = 0) {
            consumer = KafkaAssignedConsumer(
                broker.settings,
                partitions: (0..<count).map { KafkaPartition(topic, $0) },
                from: .end,
                clientID: "reader-\(number)",
                logger: quiet
            )
        }

        var isPositioned: Bool { consumer.isPositioned }

        func run() async {
            await consumer.run(record: { seen.add($0) })
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct `The embedded broker seen from outside` {
    @Test func `kcat finds it at its address, writes and reads`() async throws {
        let broker = try EmbeddedBroker(topics: [("letters", 1)])
        defer { broker.stop() }
        let metadata = try await kcat(broker, ["-L"])
        #expect(metadata.contains("broker 1 at \(broker.address)"))
        #expect(metadata.contains("topic \"letters\" with 1 partitions"))
        _ = try await kcat(broker, ["-P", "-t", "letters"], input: "a\nb\nc\n")
        #expect(try await kcat(broker, ["-C", "-t", "letters", "-o", "beginning", "-e", "-q"]) == "a\nb\nc\n")
        // Again, when the front knows where the end is.
        #expect(try await kcat(broker, ["-C", "-t", "letters", "-o", "-1", "-e", "-q"]) == "c\n")
    }

    @Test func `out of reach it refuses connections and has closed the old ones, and comes back where it was`() throws {
        let broker = try EmbeddedBroker(topics: [])
        defer { broker.stop() }
        let old = try connection(to: broker)
        #expect(asksVersions(old))
        broker.setUnreachable(true)
        #expect(!asksVersions(old))
        #expect(throws: PlainConnection.Trouble.refused) { try connection(to: broker) }
        broker.setUnreachable(true)
        for _ in 0..<2 { broker.setUnreachable(false) }
        #expect(asksVersions(try connection(to: broker)))
        broker.stop()
        #expect(throws: PlainConnection.Trouble.refused) { try connection(to: broker) }
    }

    @Test func `what is no frame ends its connection and no other`() throws {
        let broker = try EmbeddedBroker(topics: [])
        defer { broker.stop() }
        let steady = try connection(to: broker)
        #expect(asksVersions(steady))
        for bytes in [Array("GET / HTTP/1.0\r\n\r\n".utf8), [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 4, 0, 1, 0, 11]] {
            let strange = try connection(to: broker)
            let end = strange.exchange(bytes, by: .now + .seconds(20), isWhole: { _ in false })
            #expect(end == nil)
        }
        #expect(asksVersions(steady))
    }

    @Test func `a stopped one leaves no descriptors behind`() throws {
        // Those of other tests of this process come and go meanwhile.
        let before = polls()
        for _ in 0..<100 {
            let broker = try EmbeddedBroker(topics: [])
            #expect(asksVersions(try connection(to: broker)))
            broker.stop()
        }
        #expect(polls() < before + 60)
    }

    /// How many fronts have their epoll open in this process.
    private func polls() -> Int {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return files.count { file in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
            return target?.contains("eventpoll") == true
        }
    }

    private func connection(to broker: EmbeddedBroker) throws -> PlainConnection {
        let place = try #require(BrokerPlace.all(in: broker.address).first)
        return try PlainConnection(host: place.host, port: place.port, by: .now + .seconds(20))
    }

    /// Asks for the versions of requests; false when there is no answer, only an end.
    private func asksVersions(_ connection: PlainConnection) -> Bool {
        let question: [UInt8] = [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]
        let answer = connection.exchange(question, by: .now + .seconds(20), isWhole: { $0.count > 14 })
        return answer.map { $0.count > 14 } ?? false
    }
}

/// Runs kcat, which is another client in another process.
private func kcat(_ broker: EmbeddedBroker, _ arguments: [String], input: String = "") async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/kcat")
    process.arguments = ["-b", broker.address] + arguments
    let folder = FileManager.default.temporaryDirectory.appending(path: "suiyue-kcat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (given, found) = (folder.appending(path: "in"), folder.appending(path: "out"))
    try Data(input.utf8).write(to: given)
    try Data().write(to: found)
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: found)
    process.standardError = FileHandle.nullDevice
    let status = try await withCheckedThrowingContinuation { continuation in
        process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
        do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    #expect(status == 0)
    return String(decoding: try Data(contentsOf: found), as: UTF8.self)
}
