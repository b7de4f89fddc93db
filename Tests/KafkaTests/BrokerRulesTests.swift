import Foundation
import TestSupport
import Testing

@testable import Kafka

/// One test for each rule of ``BrokerRules``, against the protocol's numbers or what the rule is for.
@Suite(.timeLimit(.minutes(2))) struct `What is taken for granted of a broker` {
    @Test func `a broker that offers what we need is good enough, whatever else it has`() {
        var offered = StandInBroker.allVersions
        #expect(BrokerRules.lack(in: offered) == nil)
        // What Apache Kafka 4.1 begins with, and versions no client of ours knows.
        for (key, low) in [0: 3, 1: 4, 2: 1, 8: 2, 9: 1, 11: 2] as [Int16: Int16] { offered[key] = low...99 }
        #expect(BrokerRules.lack(in: offered) == nil)
        // Topics may be there already.
        offered[19] = nil
        #expect(BrokerRules.lack(in: offered) == nil)
    }

    @Test func `the embedded broker offers what we need`() throws {
        let broker = try EmbeddedBroker(topics: [])
        defer { broker.stop() }
        let place = try #require(BrokerPlace.all(in: broker.address).first)
        guard case .broker(let offered) = BrokerLook.at(host: place.host, port: place.port, by: .now + .seconds(5))
        else {
            Issue.record("it does not say its versions")
            return
        }
        #expect(BrokerRules.lack(in: offered) == nil)
        #expect(offered[19] == nil)
    }

    @Test(arguments: BrokerRules.needs.map(\.number))
    func `without a request that we need it is too old, and with it begun too late too new`(number: Int16) throws {
        let need = try #require(BrokerRules.needs.first { $0.number == number })
        var offered = StandInBroker.allVersions
        offered[number] = nil
        #expect(BrokerRules.lack(in: offered)?.contains("too old: it has no \(need.name),") == true)
        offered[number] = 90...99
        #expect(BrokerRules.lack(in: offered)?.contains("too new") == true)
    }

    @Test func `topics are made by every broker but the embedded one`() {
        #expect(BrokerRules.topicsAreMadeByAdmin(cluster: "5L6g3nShT-eMCtK--X86sw"))
        #expect(!BrokerRules.topicsAreMadeByAdmin(cluster: "mockClusterffff@127.0.0.1:1"))
    }

    @Test func `the answer for each topic is read by the protocol's numbers`() throws {
        #expect(TopicAnswer(code: 0) == .made)
        #expect(TopicAnswer(code: 36) == .wasThere)
        func reason(_ code: Int32) -> KafkaError.Reason? {
            if case .refused(let reason, _) = TopicAnswer(code: code) { reason } else { nil }
        }
        #expect([29, 31].map(reason) == [.notAuthorized, .notAuthorized])
        #expect([17, 35, 37, 38, 39, 40, 42, 44].map(reason).allSatisfy { $0 == .configuration })
        // Timed out, another controller, over the quota, and whatever is invented later.
        #expect([-1, 7, 41, 89, 999].map(TopicAnswer.init).allSatisfy { if case .later = $0 { true } else { false } })
    }

    @Test func `one topic refused is told although the others are made`() {
        #expect(throws: KafkaError(.configuration, "topics b: retention.ms or cleanup.policy is not accepted")) {
            try TopicMaking.verdict(["a": .made, "b": TopicAnswer(code: 40), "c": .wasThere, "d": .later("not now")])
        }
    }

    @Test func `a service asks for its topics again while the broker says not now, and no longer when it refuses`()
        async throws
    {
        let broker = try StandInBroker(.broker(.init(answers: ["a": [41, 89, 7, 0], "b": [36], "c": [29]])))
        defer { broker.stop() }
        let admin = KafkaAdmin(KafkaSettings(brokers: .fixed(broker.address)), clientID: "admin", logger: quiet)
        try await admin.ensure([KafkaTopic(name: "a", partitions: 1)])
        #expect(broker.asked == ["a", "a", "a", "a"])
        await #expect(throws: KafkaError(.notAuthorized, "topics c: no right to make them (CREATE)")) {
            try await admin.ensure([KafkaTopic(name: "a", partitions: 1), KafkaTopic(name: "c", partitions: 1)])
        }
        #expect(broker.asked.count == 5)
    }

    @Test func `every writer numbers its writes and keeps few enough under way`() {
        for purpose in [KafkaProducer.Purpose.requestReply, .outbox] {
            let properties = settings.producerProperties(address: "a:1", clientID: "x", purpose: purpose)
            #expect(properties["enable.idempotence"] == "true")
            #expect(properties["max.in.flight.requests.per.connection"] == "5")
        }
    }

    @Test func `after a loss nobody waits longer than a code may take`() throws {
        let properties = settings.consumerProperties(address: "a:1", clientID: "x", group: "g")
        let session = try #require(properties["session.timeout.ms"].flatMap { Int($0) })
        let connection = try #require(properties["reconnect.backoff.max.ms"].flatMap { Int($0) })
        // The least that brokers take by themselves.
        #expect(session == 6_000)
        // A code is to arrive ten seconds after the broker's return: reconnection and the members that are missed come
        // one after the other.
        #expect(connection + session < 8_000)
        #expect(properties["auto.offset.reset"] == "earliest")
    }

    @Test func `a partition that had no leader for a while is written and read again`() async throws {
        let topic = freshName("leaderless")
        let broker = try await TestBroker.start([(topic, 1)])
        defer { broker.stop() }
        guard let embedded = broker.embedded else { return }
        let producer = KafkaProducer(broker.settings, clientID: "writer", purpose: .outbox, logger: quiet)
        let place = KafkaPartition(topic, 0)
        let reader = KafkaAssignedConsumer(
            broker.settings,
            partitions: [place],
            from: .end,
            clientID: "r",
            logger: quiet
        )
        let seen = Collected<String>()
        await reading {
            await reader.run(record: { seen.add(text($0)) })
        } while: {
            #expect(await eventually { reader.isPositioned })
            await write("before", topic, producer)
            embedded.setLeader(of: place, isThere: false)
            async let waiting: Void = write("during", topic, producer)
            #expect(await eventually { producer.outstanding == 1 })
            embedded.setLeader(of: place, isThere: true)
            await waiting
            await write("after", topic, producer)
            #expect(await eventually { seen.all == ["before", "during", "after"] })
        }
        await producer.close()
    }

    private var settings: KafkaSettings { KafkaSettings(brokers: .fixed("a:1")) }

    private func write(_ word: String, _ topic: String, _ producer: KafkaProducer) async {
        await #expect(throws: Never.self) {
            _ = try await producer.send(topic: topic, key: nil, value: Data(word.utf8))
        }
    }
}
