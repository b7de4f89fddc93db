internal import CRdKafka
import Foundation
import Logging

/// Why a broker cannot be used, in one sentence for whoever gave its address; safe to log.
package struct BrokerUnusable: Error, Equatable, CustomStringConvertible {
    package let address: String
    package let cause: String

    package var description: String { "the broker at \(address) cannot be used: \(cause)" }
}

/// Finds out, before anything is started, whether the brokers can be used, and makes the topics that are missing.
package struct BrokerCheck: Sendable {
    package struct Report: Sendable, Equatable {
        package var topicsMade = 0
        /// What is strange and no hindrance.
        package var oddities: [String] = []
    }

    private let settings: KafkaSettings
    private let limit: Duration

    package init(_ settings: KafkaSettings, limit: Duration = .seconds(12)) {
        self.settings = settings
        self.limit = limit
    }

    /// Throws a ``BrokerUnusable`` within the limit of the check when there is any reason.
    package func run(_ topics: [KafkaTopic]) async throws -> Report {
        guard case .fixed(let list) = settings.brokers else { return Report() }
        do {
            return try await OwnThread.run("broker-check", timeout: limit + .milliseconds(1500)) { [self] in
                try check(list, topics, by: .now + limit)
            }
        } catch let error as KafkaError where error.reason == .timedOut {
            throw BrokerUnusable(address: list, cause: "it does not answer in time")
        }
    }

    private func check(_ list: String, _ topics: [KafkaTopic], by deadline: ContinuousClock.Instant) throws -> Report {
        let address = try usable(BrokerPlace.all(in: list), list, by: deadline)
        var logger = Logger(label: "broker-check")
        logger.logLevel = .critical
        let context = ClientContext(logger: logger)
        var properties = settings.producerProperties(address: list, clientID: "broker-check", purpose: .requestReply)
        // That it closes connections is what is looked for here; elsewhere brokers do so all the time, and nothing is wrong.
        properties["log.connection.close"] = "true"
        // The default is nearly the whole limit; a broker that has answered an older question for its versions is quick.
        properties["api.version.request.timeout.ms"] = "4000"
        let client: ClientHandle
        do {
            client = try ClientHandle(.producer, properties, context: context)
        } catch let error as KafkaError {
            throw BrokerUnusable(address: list, cause: error.detail)
        }
        defer { client.destroyInBackground() }
        let talk = BrokerTalk(client, settings, address, by: deadline)
        try talk.reach()
        let making = TopicMaking(client, address: list, copies: settings.replicationFactor, logger: logger)
        return try talk.prepare(topics, making)
    }

    /// The first address behind which there is a broker; of several that are wrong the first is told.
    private func usable(
        _ places: [BrokerPlace],
        _ list: String,
        by deadline: ContinuousClock.Instant
    ) throws -> BrokerPlace {
        var first: BrokerUnusable?
        for (index, place) in places.enumerated() {
            let share = (deadline - .now) * 0.8 / (places.count - index)
            let look = BrokerLook.at(host: place.host, port: place.port, by: .now + share)
            guard let cause = look.cause(isTLS: settings.usesTLS) else { return place }
            let others = places.count > 1 ? "; nor can the others be used" : ""
            first = first ?? BrokerUnusable(address: place.description, cause: cause + others)
        }
        throw first ?? BrokerUnusable(address: list, cause: "an address is host:port")
    }
}

extension KafkaSettings {
    var usesTLS: Bool { security["security.protocol"]?.hasSuffix("ssl") == true }
}
