import Foundation
import TestSupport
import Testing

@testable import Kafka

@Suite(.timeLimit(.minutes(2))) struct `A broker that is looked at before anything starts` {
    private static let plan = [KafkaTopic(name: "a", partitions: 2), KafkaTopic(name: "b", partitions: 3)]

    @Test func `has its missing topics made, and the others left alone`() async throws {
        let broker = try StandInBroker(.broker(.init(topics: ["a": 2])))
        defer { broker.stop() }
        let report = try await BrokerCheck(settings(broker)).run(Self.plan)
        #expect(report == BrokerCheck.Report(topicsMade: 1))
        #expect(broker.asked == ["b"])
    }

    @Test func `may have topics that another process was quicker to make`() async throws {
        let broker = try StandInBroker(.broker(.init(topics: ["a": 2], answers: ["b": [7, 41, 0]])))
        defer { broker.stop() }
        #expect(try await BrokerCheck(settings(broker)).run(Self.plan).topicsMade == 1)
        #expect(broker.asked == ["b", "b", "b"])
    }

    @Test func `may have more partitions than planned`() async throws {
        let broker = try StandInBroker(.broker(.init(topics: ["a": 2, "b": 30])))
        defer { broker.stop() }
        let report = try await BrokerCheck(settings(broker)).run(Self.plan)
        #expect(report.oddities == ["topic b has 30 partitions, 3 were planned"])
    }

    @Test func `may be the embedded one, which has its topics from the start`() async throws {
        let broker = try EmbeddedBroker(topics: [("a", 2), ("b", 3)])
        defer { broker.stop() }
        let check = BrokerCheck(KafkaSettings(brokers: .fixed(broker.address)))
        #expect(try await check.run(Self.plan) == BrokerCheck.Report())
        await #expect(
            throws: BrokerUnusable(address: broker.address, cause: "it has no topics c, and they are not made there")
        ) {
            try await check.run([KafkaTopic(name: "c", partitions: 1)])
        }
    }

    @Test(
        arguments: [
            (.init(answers: ["a": [29]]), "topics a: no right to make them (CREATE)"),
            (.init(answers: ["a": [31], "b": [31]]), "topics a, b: no right to make them (CREATE)"),
            (
                .init(answers: ["a": [38], "b": [44]]),
                "topics b: a policy of the brokers forbids them; "
                    + "topics a: more copies than there are brokers (KAFKA_REPLICATION_FACTOR)"
            ),
            (.init(answers: ["b": [89]]), "topics b: the quota for new topics is used up"),
            (
                .init(topics: ["a": 2, "b": 3], showsTopics: false),
                "topics a, b are there but not shown to us (DESCRIBE)"
            ),
            (.init(topics: ["a": 1, "b": 3]), "topic a has 1 partitions, 2 were planned"),
            (.init(numbering: 31), "no right to number our writes (IDEMPOTENT_WRITE on the cluster)"),
            (
                .init(login: 0),
                "it closes the connection after the first question: it wants a login (KAFKA_SECURITY_PROTOCOL)"
            ),
            (
                .init(advertised: ("127.0.0.1", 1)),
                "it sends its clients on to 127.0.0.1:1 (advertised.listeners), and there nothing listens there"
            ),
            (
                .init(instead: [18: .bytes([0, 0, 0xff, 0xff, 0xff, 1, 2])]),
                "its answer to librdkafka's question for its versions (ApiVersions 3) cannot be used: "
                    + "Local: Bad message format"
            ),
            (
                .init(instead: [18: .bytes([])]),
                "its answer to librdkafka's question for its versions (ApiVersions 3) cannot be used: "
                    + "Local: Read underflow"
            ),
            (
                .init(instead: [18: .silence]),
                "it does not answer librdkafka's question for its versions (ApiVersions 3)"
            ),
            (
                .init(instead: [18: .end]),
                "it closes the connection when it is asked for its versions by librdkafka (ApiVersions 3)"
            ),
            (
                .init(instead: [3: .silence]),
                "it tells its versions and does not answer the question for its topics (Metadata)"
            ),
            (
                .init(instead: [3: .bytes([UInt8](repeating: 0x7f, count: 20))]),
                "its answer to the question for its topics (Metadata) cannot be read"
            ),
        ] as [(StandInBroker.Script, String)]
    )
    func `cannot be used, and it is said why`(script: StandInBroker.Script, cause: String) async throws {
        let broker = try StandInBroker(.broker(script))
        defer { broker.stop() }
        await expect(cause, of: settings(broker), at: broker.address)
    }

    @Test func `that wants TLS or our certificate is not told as one without versions`() {
        let end = ": probably due to broker version < 0.10 (see api.version.request configuration)"
        for cause in ["Local: Broker transport failure", "Local: SSL error"] {
            #expect(BrokerTalk.withoutVersions("ApiVersionRequest failed: \(cause)\(end)") == nil)
        }
        #expect(BrokerTalk.withoutVersions("Connect to ipv4#127.0.0.1:1 failed: Connection refused") == nil)
    }

    @Test func `is too old without what record headers need`() async throws {
        var script = StandInBroker.Script()
        script.versions[0] = 0...2
        let broker = try StandInBroker(.broker(script))
        defer { broker.stop() }
        let cause = "it is too old: its Produce ends at version 2, needed is 3 (Kafka 0.11)"
        await expect(cause, of: settings(broker), at: broker.address)
    }

    @Test func `needs to be told how many copies when it has no default for that`() async throws {
        var script = StandInBroker.Script()
        script.versions[19] = 0...3
        let broker = try StandInBroker(.broker(script))
        defer { broker.stop() }
        let cause = "brokers before Kafka 2.4 must be told KAFKA_REPLICATION_FACTOR"
        await expect(cause, of: settings(broker), at: broker.address)
        var told = settings(broker)
        told.replicationFactor = 1
        #expect(try await BrokerCheck(told).run(Self.plan).topicsMade == 2)
    }

    @Test func `makes no topics without an admin API, and needs none when they are there`() async throws {
        var script = StandInBroker.Script(topics: ["a": 2])
        script.versions[19] = nil
        let broker = try StandInBroker(.broker(script))
        defer { broker.stop() }
        var told = settings(broker)
        told.replicationFactor = 1
        await expect(
            "the broker has no admin API to make topics with, and some are missing",
            of: told,
            at: broker.address
        )
        #expect(try await BrokerCheck(told).run([KafkaTopic(name: "a", partitions: 2)]).topicsMade == 0)
    }

    @Test func `refuses a wrong login`() async throws {
        let broker = try StandInBroker(.broker(.init(login: 58)))
        defer { broker.stop() }
        var settings = settings(broker)
        settings.security = [
            "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN", "sasl.username": "u",
            "sasl.password": "p",
        ]
        await #expect {
            try await BrokerCheck(settings, limit: .seconds(12)).run(Self.plan)
        } throws: {
            let cause = ($0 as? BrokerUnusable)?.cause ?? ""
            return cause.hasPrefix("it does not accept the login (KAFKA_SASL_…): ") && !cause.contains("\n")
        }
    }

    @Test(
        arguments: [
            (.web, "a web server answers there"),
            (.bytes(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)), "a web server answers there"),
            (.bytes([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]), "TLS is spoken there (KAFKA_SECURITY_PROTOCOL)"),
            (.bytes(Array("220 mail.example ESMTP\r\n".utf8)), "what answers there is not Kafka"),
            (
                .bytes([0, 0, 0, 10, 0, 0, 0, 7, 0, 0, 0, 0, 0, 9]),
                "its answer to the question for its versions cannot be read"
            ),
            (.silent, "it takes the connection and says nothing"),
            (
                .closes,
                "it closes the connection when it is asked for its versions: no Kafka, or older than 0.10"
            ),
        ] as [(StandInBroker.Manner, String)]
    )
    func `is none, and it is said what it is`(manner: StandInBroker.Manner, cause: String) async throws {
        let stranger = try StandInBroker(manner)
        defer { stranger.stop() }
        await expect(cause, of: settings(stranger), at: stranger.address)
    }

    @Test func `speaks without TLS although TLS was asked for`() async throws {
        let broker = try StandInBroker(.broker(.init(topics: ["a": 2, "b": 3])))
        defer { broker.stop() }
        var settings = settings(broker)
        settings.security = ["security.protocol": "ssl"]
        await expect("it speaks without TLS (KAFKA_SECURITY_PROTOCOL)", of: settings, at: broker.address)
    }

    @Test(arguments: [
        ("127.0.0.1:1", "127.0.0.1:1", "nothing listens there"),
        ("127.0.0.1:1, 127.0.0.1:2", "127.0.0.1:1", "nothing listens there; nor can the others be used"),
        ("nobody.invalid:9092", "nobody.invalid:9092", "the host name is unknown"),
        ("127.0.0.1:port", "127.0.0.1:port", "an address is host:port"),
    ])
    func `is not there`(list: String, address: String, cause: String) async throws {
        await expect(cause, of: KafkaSettings(brokers: .fixed(list)), at: address)
    }

    @Test func `is found behind the second address when the first is nobody's`() async throws {
        let broker = try StandInBroker(.broker(.init(topics: ["a": 2, "b": 3])))
        defer { broker.stop() }
        let settings = KafkaSettings(brokers: .fixed("127.0.0.1:1,\(broker.address)"))
        #expect(try await BrokerCheck(settings).run(Self.plan) == BrokerCheck.Report())
    }

    private func settings(_ broker: StandInBroker) -> KafkaSettings {
        KafkaSettings(brokers: .fixed(broker.address))
    }

    private func expect(
        _ cause: String,
        of settings: KafkaSettings,
        at address: String,
        from place: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: BrokerUnusable(address: address, cause: cause), sourceLocation: place) {
            try await BrokerCheck(settings, limit: .seconds(12)).run(Self.plan)
        }
    }
}
