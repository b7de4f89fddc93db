import Foundation
import Kafka
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct `A broker that comes back empty on another port` {
    @Test func `writers and readers all go on, and nobody skips a record`() async throws {
        let work = freshName("work")
        let replies = freshName("replies")
        let broker = try await TestBroker.start([(work, 2), (replies, 1)])
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .outbox, logger: quiet)
        try await producer.warm(topics: [work, replies])
        let group = KafkaGroupConsumer(broker.settings, group: "g", topics: [work], clientID: "group", logger: quiet)
        let given = KafkaAssignedConsumer(
            broker.settings,
            partitions: [KafkaPartition(replies, 0)],
            from: .end,
            clientID: "given",
            logger: quiet
        )
        let worked = Collected<KafkaRecord>()
        let replied = Collected<KafkaRecord>()
        let drained = Collected<Int>()
        await reading {
            await group.run(
                KafkaGroupHandler(
                    record: { record in
                        worked.add(record)
                        group.storeOffset(of: record)
                    },
                    drain: { drained.add($0.count) }
                )
            )
        } while: {
            await reading {
                await given.run(record: { replied.add($0) })
            } while: {
                #expect(await eventually { given.isPositioned && group.status.isMember })
                let firstCluster = producer.clusterID
                await write(0..<50, to: [work, replies], producer)
                #expect(await eventually { worked.all.count == 50 && replied.all.count == 50 })

                broker.stop()
                // Written while there is no broker: kept until there is one.
                async let waiting: Void = write(50..<52, to: [work, replies], producer)
                #expect(await eventually { producer.outstanding == 4 })
                #expect(throws: Never.self) { try broker.restart() }
                await waiting

                #expect(await eventually { worked.all.count == 52 && replied.all.count == 52 })
                await write(52..<60, to: [work, replies], producer)
                #expect(await eventually { worked.all.count == 60 && replied.all.count == 60 })
                // The new log begins at 0 and is shorter than where reading stood.
                #expect(replied.all.suffix(10).map(\.offset) == Array(0..<10))
                #expect(Set(worked.all.suffix(10).map(text)) == Set((50..<60).map(String.init)))
                #expect(drained.all == [2])
                #expect(await eventually { producer.clusterID != nil && producer.clusterID != firstCluster })
            }
        }
        await producer.close()
    }

    @Test func `all wait for a broker that is late`() async throws {
        let topic = freshName("late")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        broker.stop()
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .requestReply, logger: quiet)
        let given = KafkaAssignedConsumer(
            broker.settings,
            partitions: [KafkaPartition(topic, 0)],
            from: .end,
            clientID: "given",
            logger: quiet
        )
        let seen = Collected<String>()
        await reading {
            await given.run(record: { seen.add(text($0)) })
        } while: {
            let warming = Task { try await producer.warm(topics: [topic]) }
            #expect(throws: Never.self) { try broker.restart() }
            await #expect(throws: Never.self) { try await warming.value }
            #expect(await eventually { given.isPositioned })
            await write(0..<1, to: [topic], producer)
            #expect(await eventually { seen.all == ["0"] })
        }
        await producer.close()
    }

    @Test func `whoever stops waiting for a broker that is not there is let go`() async throws {
        let nowhere = KafkaSettings(brokers: .fixed("127.0.0.1:1"))
        let producer = KafkaProducer(nowhere, clientID: "writer", purpose: .requestReply, logger: quiet)
        let warming = Task { try await producer.warm(topics: ["one", "two"]) }
        let admin = KafkaAdmin(nowhere, clientID: "admin", logger: quiet)
        let ensuring = Task { try await admin.ensure([KafkaTopic(name: "one", partitions: 1)]) }
        warming.cancel()
        ensuring.cancel()
        await #expect(throws: CancellationError.self) { try await warming.value }
        await #expect(throws: CancellationError.self) { try await ensuring.value }
        let late = Task { try await producer.warm(topics: ["one", "two"]) }
        await producer.close(timeout: .zero)
        await #expect(throws: KafkaError.self) { try await late.value }
    }

    @Test func `a broker out of reach for a while loses nothing`() async throws {
        let topic = freshName("away")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .outbox, logger: quiet)
        let given = KafkaAssignedConsumer(
            broker.settings,
            partitions: [KafkaPartition(topic, 0)],
            from: .end,
            clientID: "given",
            logger: quiet
        )
        let seen = Collected<String>()
        await reading {
            await given.run(record: { seen.add(text($0)) })
        } while: {
            #expect(await eventually { given.isPositioned })
            await write(0..<1, to: [topic], producer)
            embedded.setUnreachable(true)
            async let waiting: Void = write(1..<5, to: [topic], producer)
            #expect(await eventually { producer.outstanding == 4 })
            embedded.setUnreachable(false)
            await waiting
            #expect(await eventually { seen.all == ["0", "1", "2", "3", "4"] })
        }
        await producer.close()
    }

    @Test(arguments: [KafkaProducer.Purpose.outbox, .requestReply])
    func `a writer that the broker no longer knows after its return is made anew and loses nothing`(
        purpose: KafkaProducer.Purpose
    ) async throws {
        let topic = freshName("forgotten")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: purpose, logger: quiet)
        await write(0..<1, to: [topic], producer)
        // The connection breaks with a write that was kept, and after it the numbers do not fit any more: of none of the
        // four, each of which may be under way by itself.
        embedded.dropWrites(1)
        embedded.refuseWritesAsOutOfSequence(4)
        await write(1..<5, to: [topic], producer)
        await write(5..<6, to: [topic], producer)
        let records = try await KafkaRecordReader(broker.settings, clientID: "test", logger: quiet)
            .read(KafkaPartition(topic, 0), from: 0, count: 100)
        #expect(records.map(text).suffix(5) == ["1", "2", "3", "4", "5"])
        await producer.close()
    }

    @Test func `closing while the broker is away comes to an end`() async throws {
        let topic = freshName("gone")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard broker.isEmbedded else { return }
        let group = KafkaGroupConsumer(broker.settings, group: "g", topics: [topic], clientID: "group", logger: quiet)
        await reading {
            await group.run(KafkaGroupHandler(record: { group.storeOffset(of: $0) }))
        } while: {
            #expect(await eventually { group.status.isMember })
            broker.stop()
            #expect(await group.close(timeout: .seconds(30)))
        }
    }

    private func write(_ numbers: Range<Int>, to topics: [String], _ producer: KafkaProducer) async {
        let results = await producer.sendBatch(
            topics.flatMap { topic in
                numbers.map { KafkaMessage(topic: topic, key: "\($0)", value: Data("\($0)".utf8)) }
            }
        )
        #expect(results.compactMap(\.failure).isEmpty)
    }
}
