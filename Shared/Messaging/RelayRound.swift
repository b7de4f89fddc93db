import Foundation
import Kafka
import Logging

/// One look at the outbox after another, and what the relay knows of its broker between them.
struct RelayRound {
    struct Outcome {
        var sent = 0
        var failed = 0
        /// More may be waiting.
        var isBehind = false
        /// Nothing is sent before it is clear which broker this is.
        var isHeld = false
        /// Before the next round, when nothing new is announced meanwhile.
        var pause: Duration = .zero
    }

    private static let limit = 500
    /// Relays of one service learn of a new broker at different moments; none may mistake the other's news for a loss.
    private static let settling: Duration = .milliseconds(1500)

    /// What is sent again comes in such portions, so that listeners, who must look at all of it, keep up and find what
    /// is announced meanwhile.
    private static let portion = (rows: 200, every: Duration.milliseconds(200))

    let store: OutboxStore
    let producer: KafkaProducer
    let logger: Logger
    /// The highest offset the broker has confirmed, by partition, within `epoch`; lower than true at worst.
    private var confirmed: [KafkaPartition: Int64] = [:]
    private var epoch: Int?
    /// What was sent and is marked with the next look.
    private var unmarked: Sent?
    /// The cluster at the last look.
    private var cluster: String?
    private var strangeSince: ContinuousClock.Instant?
    /// While everything kept is sent again: when the next portion is due.
    private var nextPortion: ContinuousClock.Instant?

    init(store: OutboxStore, producer: KafkaProducer, logger: Logger) {
        self.store = store
        self.producer = producer
        self.logger = logger
    }

    /// Whether the producer has met another broker since the last round.
    var seesAnotherBroker: Bool { producer.clusterID != cluster }

    mutating func run(_ shards: [Int]) async throws -> Outcome {
        cluster = producer.clusterID
        guard !shards.isEmpty else { return Outcome() }
        let (state, rows) = try await store.next(shards, limit: Self.limit, marking: unmarked)
        unmarked = nil
        if let moment = state.clearingBefore {
            try await clear(before: moment)
            return Outcome(isBehind: true)
        }
        switch try await broker(state) {
        case .known: strangeSince = nil
        case .unreached: return Outcome(isHeld: true)
        case .strange(let reason):
            let since = strangeSince ?? .now
            strangeSince = since
            guard .now - since >= Self.settling else { return Outcome(isHeld: true) }
            try await declareLost(state, reason)
            strangeSince = nil
            return Outcome(isBehind: true)
        }
        if state.epoch != epoch {
            if epoch != nil { nextPortion = .now }
            confirmed = try await store.positions()
            epoch = state.epoch
        }
        guard rows.count == Self.limit else {
            nextPortion = nil
            return rows.isEmpty ? Outcome() : try await send(rows, state)
        }
        var outcome = try await send(try await arrange(rows, shards), state)
        outcome.isBehind = true
        outcome.pause = nextPortion.map { max(.zero, $0 - .now) } ?? .zero
        return outcome
    }

    /// When much waits, what was announced last goes first, for somebody may be waiting for it; with it goes what waits
    /// under the same key, so that the order of each key stays.
    private mutating func arrange(_ oldest: [OutboxRow], _ shards: [Int]) async throws -> [OutboxRow] {
        let latest = try await store.latest(shards)
        let keys = Set(latest.map(\.key))
        let others = oldest.filter { !keys.contains($0.key) }
        guard let due = nextPortion else { return latest + others }
        guard due <= .now else { return latest }
        nextPortion = .now + Self.portion.every
        return latest + others.prefix(Self.portion.rows)
    }

    private mutating func send(_ rows: [OutboxRow], _ state: RelayState) async throws -> Outcome {
        let results = await producer.sendBatch(try rows.map { try $0.message() })
        var sent: [OutboxRow] = []
        var reached: [KafkaPartition: Int64] = [:]
        var stuckKeys: Set<String> = []
        var outcome = Outcome()
        for (row, result) in zip(rows, results) {
            switch result {
            case .success(let delivery):
                let place = KafkaPartition(row.topic, delivery.partition)
                if delivery.offset >= 0 {
                    // Offsets only rise: one at or below a confirmed one was given by a log that has lost its end.
                    if let known = confirmed[place], delivery.offset <= known {
                        try await declareLost(state, "offset \(delivery.offset) of \(place) was given before")
                        return Outcome(isBehind: true)
                    }
                    reached[place] = max(reached[place] ?? -1, delivery.offset)
                }
                // A later event of a key whose earlier one failed stays unsent too, so that it comes after it again.
                if !stuckKeys.contains(row.key) { sent.append(row) }
            case .failure(let error):
                if outcome.failed == 0 {
                    logger.warning(
                        "events could not be sent",
                        metadata: ["error": "\(error)", "topic": "\(row.topic)"]
                    )
                }
                outcome.failed += 1
                stuckKeys.insert(row.key)
            }
        }
        if !sent.isEmpty { unmarked = Sent(rows: sent, reached: reached, epoch: state.epoch) }
        confirmed.merge(reached) { max($0, $1) }
        outcome.sent = sent.count
        outcome.isBehind = outcome.failed == 0
        return outcome
    }

    /// Marks what was sent last, when no further look comes.
    mutating func finish() async throws {
        guard let sent = unmarked else { return }
        unmarked = nil
        try await store.mark(sent)
    }

    private enum Broker {
        case known
        /// Not connected yet: what is sent now could be the first in another broker's empty log.
        case unreached
        case strange(String)
    }

    /// Compares the broker with the one that has what was sent.
    private func broker(_ state: RelayState) async throws -> Broker {
        guard let cluster = producer.clusterID else { return state.clusterID == nil ? .known : .unreached }
        guard let known = state.clusterID else {
            try await store.remember(cluster: cluster, epoch: state.epoch)
            return .known
        }
        return known == cluster ? .known : .strange("the cluster is \(cluster) and was \(known)")
    }

    private mutating func declareLost(_ state: RelayState, _ reason: String) async throws {
        guard let moment = try await store.declareLost(state, cluster: producer.clusterID) else { return }
        logger.error(
            "LOST: the broker does not have what was sent; everything kept is sent again",
            metadata: ["reason": "\(reason)"]
        )
        try await clear(before: moment)
    }

    private mutating func clear(before moment: Date) async throws {
        let count = try await OutboxResend(store.database).markSent(before: moment)
        try await store.finishClearing(moment)
        confirmed = [:]
        epoch = nil
        nextPortion = .now
        logger.warning("kept events are marked to be sent again", metadata: ["count": "\(count)"])
    }
}
