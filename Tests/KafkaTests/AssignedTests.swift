import Foundation
import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Reading given partitions` {
    @Test func `from the end nothing old and everything new is read`() async throws {
        let (broker, topic, producer) = try await start()
        defer { broker.stop() }
        try await write("old", topic, producer)
        let seen = Collected<String>()
        let ready = Collected<Bool>()
        let consumer = KafkaAssignedConsumer(
            broker.settings,
            partitions: [KafkaPartition(topic, 1)],
            from: .end,
            clientID: "replies",
            logger: quiet
        )
        await reading {
            await consumer.run(positioned: { ready.add(true) }, record: { seen.add(text($0)) })
        } while: {
            #expect(await eventually { ready.all == [true] })
            #expect(consumer.isPositioned)
            await #expect(throws: Never.self) { try await write("new", topic, producer) }
            #expect(await eventually { seen.all == ["new"] })
        }
        #expect(!consumer.isPositioned)
        await producer.close()
    }

    @Test func `from the beginning and from an offset`() async throws {
        let (broker, topic, producer) = try await start()
        defer { broker.stop() }
        for word in ["a", "b", "c"] { try await write(word, topic, producer) }
        let place = KafkaPartition(topic, 1)
        for (start, expected) in [
            (KafkaAssignedConsumer.Start.beginning, ["a", "b", "c"]), (.offsets([place: 1]), ["b", "c"]),
            (.offsets([:]), ["a", "b", "c"]),
        ] {
            let seen = Collected<String>()
            let consumer = KafkaAssignedConsumer(
                broker.settings,
                partitions: [place],
                from: start,
                clientID: "reader",
                logger: quiet
            )
            await reading {
                await consumer.run(record: { seen.add(text($0)) })
            } while: {
                #expect(await eventually { seen.all == expected })
            }
        }
        await producer.close()
    }

    @Test func `single records are read from either end`() async throws {
        let (broker, topic, producer) = try await start()
        defer { broker.stop() }
        for word in ["a", "b", "c"] { try await write(word, topic, producer) }
        let reader = KafkaRecordReader(broker.settings, clientID: "page", logger: quiet)
        let place = KafkaPartition(topic, 1)
        #expect(try await reader.read(place, from: 1, count: 1).map(text) == ["b"])
        #expect(try await reader.read(place, from: -2, count: 10).map(text) == ["b", "c"])
        #expect(try await reader.read(place, from: -100, count: 2).map(text) == ["a", "b"])
        #expect(try await reader.read(place, from: 100, count: 2).isEmpty)
        #expect(try await reader.read(KafkaPartition(topic, 0), from: 0, count: 2).isEmpty)
        await producer.close()
    }

    private func start() async throws -> (TestBroker, String, KafkaProducer) {
        let topic = freshName("given")
        let broker = try await TestBroker.start([(topic, 2)])
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        return (broker, topic, producer)
    }

    private func write(_ word: String, _ topic: String, _ producer: KafkaProducer) async throws {
        _ = try await producer.send(topic: topic, partition: 1, key: nil, value: Data(word.utf8))
    }
}

@Suite(.timeLimit(.minutes(1))) struct `Topics and lag` {
    @Test func `topics that are there are found, a missing one is named and not created`() async throws {
        let topic = freshName("there")
        let broker = try await TestBroker.start([(topic, 2)])
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        let admin = KafkaAdmin(broker.settings, clientID: "admin", logger: quiet)
        try await admin.ensure([KafkaTopic(name: topic, partitions: 2)])
        for _ in 0..<2 {
            await #expect(throws: KafkaError(.unknownTopic, "not-there")) {
                try await admin.ensure(
                    [KafkaTopic(name: topic, partitions: 2), KafkaTopic(name: "not-there", partitions: 2)],
                    timeout: .seconds(1)
                )
            }
        }
    }

    @Test func `without a broker the wait for topics ends`() async throws {
        let admin = KafkaAdmin(
            KafkaSettings(brokers: .file("/nonexistent/address")),
            clientID: "admin",
            logger: quiet
        )
        await #expect(throws: KafkaError(.unreachable, "no broker address")) {
            try await admin.ensure([KafkaTopic(name: "t", partitions: 1)], timeout: .milliseconds(300))
        }
    }

    @Test func `the bare client's round trip is measured for comparison`() async throws {
        let broker = try await TestBroker.start([("bare-requests", 1), ("bare-replies", 1)])
        defer { broker.stop() }
        let times = try await BareRoundTrip.measure(
            broker.settings,
            requests: KafkaPartition("bare-requests", 0),
            replies: KafkaPartition("bare-replies", 0),
            count: 20,
            payload: Data("ping".utf8)
        )
        #expect(times.count == 20)
        #expect(times.allSatisfy { $0 > .zero })
    }

    @Test func `lag counts from the commit and tells the age of the oldest record`() async throws {
        let topic = freshName("lag")
        let broker = try await TestBroker.start([(topic, 2)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await producer.warm(topics: [topic])
        for number in 0..<4 {
            _ = try await producer.send(topic: topic, partition: 0, key: nil, value: Data("\(number)".utf8))
        }
        let reader = KafkaLagReader(broker.settings, clientID: "lag", logger: quiet)
        let pair = KafkaGroupTopic(group: topic, topic: topic)
        let before = try await reader.read([pair, KafkaGroupTopic(group: "nobody", topic: "not-there")])
        #expect(before.map(\.lag) == [4, 0])
        #expect(before.map(\.committed) == [nil, nil])
        #expect(abs(before.first?.oldest?.timeIntervalSinceNow ?? 999) < 60)
        #expect(before.last?.oldest == nil)
        let seen = Collected<KafkaRecord>()
        let consumer = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "c", logger: quiet)
        await reading {
            await consumer.run(
                KafkaGroupHandler(record: { record in
                    seen.add(record)
                    if record.offset < 3 { consumer.storeOffset(of: record) }
                })
            )
        } while: {
            #expect(await eventually { seen.all.count == 4 })
        }
        let after = try await reader.read([pair])
        #expect(after.map(\.lag) == [1, 0])
        #expect(after.first?.committed == 3)
        #expect(after.first?.oldest == seen.all.last?.timestamp)
        await producer.close()
    }
}
