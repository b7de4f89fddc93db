import Foundation

/// How to reach the brokers and how patiently to wait for them.
package struct KafkaSettings: Sendable {
    /// Where the addresses come from.
    package enum Brokers: Sendable, Equatable {
        /// "host:port,host:port"
        case fixed(String)
        /// A file holding such a list; it may appear late and change while we run.
        case file(String)
    }

    package var brokers: Brokers
    /// librdkafka properties for TLS and SASL, such as "security.protocol"; may hold a password.
    package var security: [String: String]
    /// How long a broker holds a fetch that finds nothing; it answers as soon as there is a record.
    ///
    /// What else is asked of the broker on the same connection, and a partition that is read again after a pause, wait
    /// for the end of a fetch that is held.
    package var fetchWaitMilliseconds: Int
    package var sessionTimeoutMilliseconds: Int
    /// Replication factor of the topics we create; -1 leaves it to the brokers.
    package var replicationFactor: Int

    package init(
        brokers: Brokers,
        security: [String: String] = [:],
        fetchWaitMilliseconds: Int? = nil,
        sessionTimeoutMilliseconds: Int? = nil,
        replicationFactor: Int = -1
    ) {
        self.brokers = brokers
        self.security = security
        self.fetchWaitMilliseconds = fetchWaitMilliseconds ?? 100
        self.sessionTimeoutMilliseconds = sessionTimeoutMilliseconds ?? BrokerRules.sessionTimeoutMilliseconds
        self.replicationFactor = replicationFactor
    }

    /// Reads the KAFKA_… keys; throws a `KafkaError` naming the key that is wrong, never its value.
    package init(environment: [String: String]) throws {
        func text(_ key: String) -> String? {
            environment[key].flatMap { $0.isEmpty ? nil : $0 }
        }
        func number(_ key: String, _ range: ClosedRange<Int>) throws -> Int? {
            guard let text = text(key) else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw KafkaError(
                    .configuration,
                    "\(key) must be a number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return number
        }
        guard let address = text("KAFKA_BROKERS") else {
            throw KafkaError(.configuration, "KAFKA_BROKERS is missing")
        }
        let brokers: Brokers =
            address.hasPrefix("file:") ? .file(String(address.dropFirst("file:".count))) : .fixed(address)
        var security: [String: String] = [:]
        for (key, property) in Self.securityProperties {
            security[property] = text(key)
        }
        if let choice = security["security.protocol"] {
            guard ["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"].contains(choice.lowercased()) else {
                throw KafkaError(
                    .configuration,
                    "KAFKA_SECURITY_PROTOCOL must be plaintext, ssl, sasl_plaintext or sasl_ssl"
                )
            }
            security["security.protocol"] = choice.lowercased()
        }
        try self.init(
            brokers: brokers,
            security: security,
            fetchWaitMilliseconds: number("KAFKA_FETCH_WAIT_MS", 0...10_000),
            sessionTimeoutMilliseconds: number("KAFKA_SESSION_TIMEOUT_MS", 3_500...300_000),
            replicationFactor: number("KAFKA_REPLICATION_FACTOR", 1...9) ?? -1
        )
    }

    private static let securityProperties = [
        "KAFKA_SECURITY_PROTOCOL": "security.protocol",
        "KAFKA_SSL_CA_LOCATION": "ssl.ca.location",
        "KAFKA_SSL_CERTIFICATE_LOCATION": "ssl.certificate.location",
        "KAFKA_SSL_KEY_LOCATION": "ssl.key.location",
        "KAFKA_SSL_KEY_PASSWORD": "ssl.key.password",
        "KAFKA_SASL_MECHANISM": "sasl.mechanism",
        "KAFKA_SASL_USERNAME": "sasl.username",
        "KAFKA_SASL_PASSWORD": "sasl.password",
    ]
}

extension KafkaSettings: CustomStringConvertible, CustomReflectable {
    package var description: String {
        switch brokers {
        case .fixed(let list): "Kafka at \(list)"
        case .file(let path): "Kafka at the address in \(path)"
        }
    }

    /// Hides the password from dumps of anything that holds these settings.
    package var customMirror: Mirror { Mirror(self, children: ["brokers": brokers]) }
}
