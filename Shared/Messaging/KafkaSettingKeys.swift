package import Kafka
package import Operations

extension KafkaSettings {
    /// Declares the `KAFKA_…` keys; what is wrong with them joins the other problems.
    package init(_ settings: Settings) {
        var given: [String: String] = [:]
        given["KAFKA_BROKERS"] = settings.text(
            "KAFKA_BROKERS",
            help: "Brokers as host:port,…, or file:PATH of a file that holds them and may change"
        )
        let texts = [
            ("KAFKA_SECURITY_PROTOCOL", "plaintext, ssl, sasl_plaintext or sasl_ssl"),
            ("KAFKA_SSL_CA_LOCATION", "File with the certificates the brokers' are checked against"),
            ("KAFKA_SSL_CERTIFICATE_LOCATION", "File with this process's certificate"),
            ("KAFKA_SSL_KEY_LOCATION", "File with this process's private key"),
            ("KAFKA_SASL_MECHANISM", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; SCRAM not with Kafka 4"),
            ("KAFKA_SASL_USERNAME", "User name towards the brokers"),
            ("KAFKA_FETCH_WAIT_MS", "How long the broker holds an empty fetch, 100 when absent"),
            ("KAFKA_SESSION_TIMEOUT_MS", "After what silence a consumer is given up, 6000 when absent"),
            ("KAFKA_REPLICATION_FACTOR", "Copies of the topics we create; the brokers' default when absent"),
        ]
        for (key, help) in texts { given[key] = settings.optionalText(key, help: help) }
        let secrets = [
            ("KAFKA_SSL_KEY_PASSWORD", "Password of the private key"),
            ("KAFKA_SASL_PASSWORD", "Password towards the brokers"),
        ]
        for (key, help) in secrets { given[key] = settings.optionalSecret(key, help: help)?.reveal() }
        do {
            try self.init(environment: given)
        } catch {
            // The missing address has been reported already.
            if given["KAFKA_BROKERS"]?.isEmpty == false {
                settings.report("KAFKA_…", (error as? KafkaError)?.detail ?? "cannot be read")
            }
            self.init(brokers: .fixed(""))
        }
    }
}
