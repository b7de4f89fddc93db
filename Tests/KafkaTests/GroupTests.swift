import Foundation
import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct `Reading in a group` {
    @Test func `work goes on after the stored offset`() async throws {
        let topic = freshName("work")
        let broker = try await TestBroker.start([(topic, 3)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .outbox, logger: quiet)
        try await write(0..<30, to: topic, 3, producer)
        let first = Collected<String>()
        let one = KafkaGroupConsumer(
            broker.settings,
            group: topic,
            topics: [topic],
            clientID: "one",
            logger: quiet
        )
        await reading {
            await one.run(
                KafkaGroupHandler(record: { record in
                    first.add(text(record))
                    // Partition 2 is read but its work is never done.
                    if record.partition != 2 { one.storeOffset(of: record) }
                })
            )
        } while: {
            #expect(await eventually { first.all.count == 30 })
            #expect(one.status.isMember && one.status.assigned.count == 3)
        }
        try await write(30..<33, to: topic, 3, producer)
        let second = Collected<String>()
        let two = KafkaGroupConsumer(
            broker.settings,
            group: topic,
            topics: [topic],
            clientID: "two",
            logger: quiet
        )
        await reading {
            await two.run(KafkaGroupHandler(record: { second.add(text($0)) }))
        } while: {
            let undone = Set((0..<30).filter { $0 % 3 == 2 }.map(String.init))
            #expect(await eventually { second.all.count == 13 })
            #expect(Set(second.all) == undone.union(["30", "31", "32"]))
        }
        await producer.close()
    }

    @Test func `a group that does not let a member go in time holds up nobody, and gives its share to the next`()
        async throws
    {
        let topic = freshName("left")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        let one = KafkaGroupConsumer(
            broker.settings,
            group: topic,
            topics: [topic],
            clientID: "one",
            limits: KafkaFlowLimits(leaveWithin: .zero),
            logger: quiet
        )
        await reading {
            await one.run(KafkaGroupHandler(record: { _ in }))
        } while: {
            #expect(await eventually { one.status.isMember })
        }
        let two = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "two", logger: quiet)
        await reading {
            await two.run(KafkaGroupHandler(record: { _ in }))
        } while: {
            #expect(await eventually { two.status.assigned.count == 1 })
        }
    }

    @Test func `a second reader takes its share after the first has drained`() async throws {
        let topic = freshName("share")
        let broker = try await TestBroker.start([(topic, 4)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .outbox, logger: quiet)
        let drained = Collected<[KafkaPartition]>()
        let seen = Collected<String>()
        let late = Collected<Bool>()
        let held = Collected<KafkaRecord>()
        let one = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "one", logger: quiet)
        let two = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "two", logger: quiet)
        await reading {
            await one.run(
                KafkaGroupHandler(
                    record: { held.add($0) },
                    drain: { partitions in
                        guard drained.all.isEmpty else { return }
                        for record in held.all {
                            seen.add(text(record))
                            one.storeOffset(of: record)
                        }
                        drained.add(partitions)
                    }
                )
            )
        } while: {
            #expect(await eventually { one.status.assigned.count == 4 })
            await #expect(throws: Never.self) { try await write(0..<8, to: topic, 4, producer) }
            #expect(await eventually { held.all.count == 8 })
            await reading {
                await two.run(
                    KafkaGroupHandler(record: { record in
                        seen.add(text(record))
                        two.storeOffset(of: record)
                    })
                )
            } while: {
                #expect(await eventually { one.status.assigned.count == 2 && two.status.assigned.count == 2 })
                #expect(drained.all.first?.count == 4)
                if let old = held.all.first { late.add(one.storeOffset(of: old)) }
                await #expect(throws: Never.self) { try await write(8..<12, to: topic, 4, producer) }
                #expect(await eventually { Set(seen.all + held.all.map(text)).count == 12 })
            }
        }
        // The work done while draining was committed: nobody saw it again. The embedded broker, unlike a real one,
        // refuses commits while the group is changing.
        #expect(broker.isEmbedded || Set(seen.all).count == seen.all.count)
        #expect(late.all == [false])
        await producer.close()
    }

    @Test func `a full partition is paused while the others flow`() async throws {
        let topic = freshName("flow")
        let broker = try await TestBroker.start([(topic, 2)])
        defer { broker.stop() }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .outbox, logger: quiet)
        try await write(0..<200, to: topic, 2, producer)
        let stuck = Collected<KafkaRecord>()
        let flowing = Collected<KafkaRecord>()
        let consumer = KafkaGroupConsumer(
            broker.settings,
            group: topic,
            topics: [topic],
            clientID: "flow",
            limits: KafkaFlowLimits(pauseAt: 10, resumeAt: 3),
            logger: quiet
        )
        await reading {
            await consumer.run(
                KafkaGroupHandler(record: { record in
                    if record.partition == 0 {
                        stuck.add(record)
                    } else {
                        flowing.add(record)
                        consumer.storeOffset(of: record)
                    }
                })
            )
        } while: {
            #expect(await eventually { flowing.all.count == 100 })
            #expect(await eventually { consumer.status.paused == [KafkaPartition(topic, 0)] })
            #expect(stuck.all.count == 10)
            #expect(consumer.status.outstanding == 10)
            // Doing the work lets the rest come, each record once and in order.
            #expect(
                await eventually {
                    for record in stuck.all { consumer.storeOffset(of: record) }
                    return stuck.all.count == 100
                }
            )
            #expect(stuck.all.map(\.offset) == Array(0..<100))
            #expect(flowing.all.map(\.offset) == Array(0..<100))
        }
        await producer.close()
    }

    @Test func `records dropped before they were read are reported`() async throws {
        let topic = freshName("lost")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        // Only the embedded broker forgets this quickly.
        guard broker.isEmbedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "test", purpose: .requestReply, logger: quiet)
        try await write(0..<5, to: topic, 1, producer)
        let first = Collected<KafkaRecord>()
        let one = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "one", logger: quiet)
        await reading {
            await one.run(
                KafkaGroupHandler(record: { record in
                    first.add(record)
                    if record.offset < 2 { one.storeOffset(of: record) }
                })
            )
        } while: {
            #expect(await eventually { first.all.count == 5 })
        }
        for _ in 0..<20 {
            _ = try await producer.send(topic: topic, key: nil, value: Data(count: 500_000))
        }
        let lag = try await KafkaLagReader(broker.settings, clientID: "lag", logger: quiet)
            .read([KafkaGroupTopic(group: topic, topic: topic)])
        #expect(lag.map(\.committed) == [2])
        #expect(lag.first?.isLost == true)
        let lost = Collected<KafkaLostRange>()
        let second = Collected<Int64>()
        let two = KafkaGroupConsumer(broker.settings, group: topic, topics: [topic], clientID: "two", logger: quiet)
        await reading {
            await two.run(KafkaGroupHandler(record: { second.add($0.offset) }, lost: { lost.add($0) }))
        } while: {
            #expect(await eventually { second.all.last == 24 })
        }
        #expect(lost.all.first?.from == 2)
        #expect(lost.all.first?.upTo == second.all.first)
        await producer.close()
    }

    @Test func `closing before the start ends at once`() async {
        let consumer = KafkaGroupConsumer(
            KafkaSettings(brokers: .file("/nonexistent/address")),
            group: "g",
            topics: ["t"],
            clientID: "c",
            logger: quiet
        )
        #expect(await consumer.close(timeout: .seconds(1)))
        await consumer.run(KafkaGroupHandler(record: { _ in }))
    }

    private func write(
        _ numbers: Range<Int>,
        to topic: String,
        _ partitions: Int,
        _ producer: KafkaProducer
    ) async throws {
        let results = await producer.sendBatch(
            numbers.map {
                KafkaMessage(topic: topic, partition: Int32($0 % partitions), key: nil, value: Data("\($0)".utf8))
            }
        )
        for result in results { _ = try result.get() }
    }
}
