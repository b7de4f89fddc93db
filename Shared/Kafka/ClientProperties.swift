/// The librdkafka properties of each kind of client; the reasons are measured facts about version 2.0.2.
extension KafkaSettings {
    private func common(address: String, clientID: String) -> [String: String] {
        var properties = [
            "bootstrap.servers": address,
            "client.id": clientID,
            "socket.nagle.disable": "true",
            "socket.keepalive.enable": "true",
            "socket.timeout.ms": "10000",
            "socket.connection.setup.timeout.ms": "5000",
            "reconnect.backoff.max.ms": String(BrokerRules.reconnectMilliseconds),
            "topic.metadata.refresh.interval.ms": "30000",
            "topic.metadata.refresh.fast.interval.ms": "100",
            "log.connection.close": "false",
        ]
        properties.merge(security) { _, given in given }
        return properties
    }

    func adminProperties(address: String, clientID: String) -> [String: String] {
        common(address: address, clientID: clientID)
    }

    func producerProperties(
        address: String,
        clientID: String,
        purpose: KafkaProducer.Purpose
    ) -> [String: String] {
        var properties = common(address: address, clientID: clientID)
        properties["queue.buffering.max.messages"] = String(KafkaProducer.queueLimit)
        properties["queue.buffering.max.kbytes"] = "65536"
        properties["partitioner"] = "murmur2_random"
        properties["request.timeout.ms"] = "10000"
        properties["message.timeout.ms"] = String(purpose.messageTimeout.milliseconds)
        properties["max.in.flight.requests.per.connection"] = String(BrokerRules.writesInFlight)
        properties[BrokerRules.numberedWrites] = "true"
        switch purpose {
        case .requestReply:
            properties["linger.ms"] = "0"
        case .outbox:
            properties["linger.ms"] = "5"
            properties["compression.codec"] = "lz4"
        }
        return properties
    }

    func consumerProperties(address: String, clientID: String, group: String) -> [String: String] {
        var properties = common(address: address, clientID: clientID)
        properties["group.id"] = group
        // Offsets are committed by our own loop, after the work behind them is in the database.
        properties["enable.auto.commit"] = "false"
        properties["enable.auto.offset.store"] = "false"
        properties["auto.offset.reset"] = BrokerRules.outOfRange
        properties["fetch.wait.max.ms"] = String(fetchWaitMilliseconds)
        properties["fetch.min.bytes"] = "1"
        properties["fetch.error.backoff.ms"] = "100"
        // Whoever reaches a queue limit is not asked for a whole second: enough for more than a second of work.
        properties["queued.min.messages"] = "20000"
        properties["queued.max.messages.kbytes"] = "16384"
        properties["session.timeout.ms"] = String(sessionTimeoutMilliseconds)
        properties["heartbeat.interval.ms"] = String(min(1_000, sessionTimeoutMilliseconds / 3))
        properties["max.poll.interval.ms"] = String(max(60_000, sessionTimeoutMilliseconds))
        // Not cooperative-sticky: it loses assignments in this version. One name everywhere: the embedded broker
        // aborts when members differ.
        properties["partition.assignment.strategy"] = "roundrobin"
        return properties
    }
}
