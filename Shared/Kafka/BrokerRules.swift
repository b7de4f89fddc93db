/// What we take for granted of a broker: rules of Kafka's protocol, not habits of the embedded broker.
///
/// Each rule is used where it is named and has a test in `Tests/KafkaTests/BrokerRulesTests.swift`. A broker that keeps
/// them is good enough, whoever made it.
///
/// Two more are kept for us by the client: a partition may be without a leader for a while, and what is written waits for
/// one as long as its message may; a quota delays answers and refuses nothing but new topics, which are asked for again.
package enum BrokerRules {
    /// A request we cannot do without.
    struct Need: Sendable {
        let name: String
        /// Its number in the protocol.
        let number: Int16
        /// Versions that carry what we need and that librdkafka 2.0.2 speaks.
        let versions: ClosedRange<Int16>
    }

    /// Record headers need the message format of Kafka 0.11 (Produce 3, Fetch 4), idempotent writers InitProducerId.
    static let needs = [
        Need(name: "Produce", number: 0, versions: 3...7),
        Need(name: "Fetch", number: 1, versions: 4...11),
        Need(name: "ListOffsets", number: 2, versions: 1...2),
        Need(name: "Metadata", number: 3, versions: 1...4),
        Need(name: "OffsetCommit", number: 8, versions: 1...7),
        Need(name: "OffsetFetch", number: 9, versions: 1...7),
        Need(name: "FindCoordinator", number: 10, versions: 0...2),
        Need(name: "JoinGroup", number: 11, versions: 0...5),
        Need(name: "Heartbeat", number: 12, versions: 0...3),
        Need(name: "LeaveGroup", number: 13, versions: 0...1),
        Need(name: "SyncGroup", number: 14, versions: 0...3),
        Need(name: "InitProducerId", number: 22, versions: 0...4),
    ]

    /// The oldest Kafka that keeps all rules.
    static let oldest = "0.11"

    /// Why a broker that offers these versions of requests cannot be used; nil when it can.
    ///
    /// Making topics is no need: they may be there already.
    static func lack(in offered: [Int16: ClosedRange<Int16>]) -> String? {
        for need in needs {
            guard let versions = offered[need.number] else {
                return "it is too old: it has no \(need.name), which came with Kafka \(oldest) at the latest"
            }
            if versions.upperBound < need.versions.lowerBound {
                return "it is too old: its \(need.name) ends at version \(versions.upperBound), needed is "
                    + "\(need.versions.lowerBound) (Kafka \(oldest))"
            }
            if versions.lowerBound > need.versions.upperBound {
                return "it is too new for librdkafka 2.0.2: its \(need.name) begins at version \(versions.lowerBound)"
            }
        }
        return nil
    }

    /// Topics are made by CreateTopics, whose answer is one for each topic (``TopicAnswer``).
    ///
    /// The embedded broker alone, known by its name, has no such request and is started with its topics. Nowhere do
    /// we count on topics that come to be when they are asked for.
    static func topicsAreMadeByAdmin(cluster: String) -> Bool {
        !cluster.hasPrefix(EmbeddedBroker.clusterPrefix)
    }

    /// A group gives a silent member up when its session ends, and a coordinator that comes back waits as long for all
    /// members it had: whoever was longer away than a session has forgotten its name there, and nobody of the group
    /// reads until then.
    ///
    /// So this is the time that reading stands still after the loss of a broker, or of a process. The least that
    /// brokers take unless told otherwise (`group.min.session.timeout.ms`).
    static let sessionTimeoutMilliseconds = 6_000

    /// A connection that cannot be made is tried again after this at the latest.
    static let reconnectMilliseconds = 1_000

    /// A broker knows a repeated write of the same writer by its number, if the writer asks to be numbered, so
    /// commands, answers and events are written once and in order when a connection breaks in between.
    ///
    /// When the numbers do not fit together, after a broker has lost its memory of the writer, the writer fails for
    /// good: `ProducerLoop` makes a new one and writes again what has no answer. So a record may still come twice;
    /// readers know it by its `id`.
    static let numberedWrites = "enable.idempotence"

    /// Idempotence keeps order with at most so many requests under way.
    static let writesInFlight = 5

    /// A read position below what retention has left, or above the end, is answered as out of range: reading goes on
    /// with the first record there is, and what is missing is told as lost.
    static let outOfRange = "earliest"
}
