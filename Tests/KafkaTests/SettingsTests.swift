import Foundation
import Testing

@testable import Kafka

@Suite struct `Settings read from the environment` {
    @Test func `the patience is the same with the embedded broker`() throws {
        let settings = try KafkaSettings(environment: ["KAFKA_BROKERS": "file:/run/broker/address"])
        #expect(settings.brokers == .file("/run/broker/address"))
        #expect(settings.fetchWaitMilliseconds == 100)
        #expect(settings.sessionTimeoutMilliseconds == 6_000)
    }

    @Test func `the patience is the same with a real broker`() throws {
        let settings = try KafkaSettings(environment: ["KAFKA_BROKERS": "a:9092,b:9092"])
        #expect(settings.brokers == .fixed("a:9092,b:9092"))
        #expect(settings.fetchWaitMilliseconds == 100)
        #expect(settings.sessionTimeoutMilliseconds == 6_000)
    }

    @Test func `a missing address is named`() {
        #expect(throws: KafkaError(.configuration, "KAFKA_BROKERS is missing")) {
            try KafkaSettings(environment: [:])
        }
    }

    @Test(arguments: ["KAFKA_FETCH_WAIT_MS", "KAFKA_SESSION_TIMEOUT_MS", "KAFKA_REPLICATION_FACTOR"])
    func `a number out of range is refused by name`(key: String) {
        #expect {
            try KafkaSettings(environment: ["KAFKA_BROKERS": "a:9092", key: "-7"])
        } throws: {
            ($0 as? KafkaError)?.detail.contains(key) == true
        }
    }

    @Test func `an unknown security protocol is refused`() {
        #expect(throws: KafkaError.self) {
            try KafkaSettings(environment: ["KAFKA_BROKERS": "a:9092", "KAFKA_SECURITY_PROTOCOL": "telnet"])
        }
    }

    @Test func `security settings reach the client and the password stays out of sight`() throws {
        let settings = try KafkaSettings(environment: [
            "KAFKA_BROKERS": "a:9093", "KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
            "KAFKA_SASL_USERNAME": "contracts", "KAFKA_SASL_PASSWORD": "not-for-eyes",
            "KAFKA_SSL_CA_LOCATION": "/etc/ca.pem",
        ])
        let properties = settings.consumerProperties(address: "a:9093", clientID: "x", group: "g")
        #expect(properties["security.protocol"] == "sasl_ssl")
        #expect(properties["sasl.password"] == "not-for-eyes")
        #expect(properties["ssl.ca.location"] == "/etc/ca.pem")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!(dumped + "\(settings)" + String(reflecting: settings)).contains("not-for-eyes"))
    }
}
