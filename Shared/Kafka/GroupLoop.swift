internal import CRdKafka
import Foundation
internal import Logging
import Synchronization

/// The group consumer's thread.
///
/// Every librdkafka call of this consumer happens here; other threads only touch `state`.
final class GroupLoop: Sendable {
    private struct State {
        var flows: [KafkaPartition: PartitionFlow] = [:]
        var generation: UInt64 = 0
        var isMember = false
        var isStarted = false
        var mayClose = false
    }

    private static let drainTime = Duration.seconds(5)
    private static let askTime = Duration.seconds(3)
    /// Without any word from the group for so long, the client starts afresh.
    private static let patience = Duration.seconds(60)

    let ending = Ending()
    private let settings: KafkaSettings
    private let group: String
    private let topics: [String]
    private let clientID: String
    private let limits: KafkaFlowLimits
    private let fetchWait: Int?
    private let logger: Logger
    private let state = Mutex(State())

    init(
        _ settings: KafkaSettings,
        group: String,
        topics: [String],
        clientID: String,
        limits: KafkaFlowLimits,
        fetchWait: Int?,
        logger: Logger
    ) {
        self.settings = settings
        self.group = group
        self.topics = topics
        self.clientID = clientID
        self.limits = limits
        self.fetchWait = fetchWait
        var logger = logger
        logger[metadataKey: "group"] = .string(group)
        self.logger = logger
    }

    var status: KafkaGroupStatus {
        state.withLock { state in
            KafkaGroupStatus(
                isMember: state.isMember,
                assigned: state.flows.keys.sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) },
                paused: state.flows.filter(\.value.isPaused).map(\.key),
                outstanding: state.flows.values.reduce(0) { $0 + $1.outstanding },
                generation: state.generation
            )
        }
    }

    func start(_ handler: KafkaGroupHandler) {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        OwnThread.start("kafka-group") { [self] in
            run(handler)
            ending.end()
        }
    }

    func requestClose() {
        let neverStarted = state.withLock { state in
            state.mayClose = true
            defer { state.isStarted = true }
            return !state.isStarted
        }
        if neverStarted {
            ending.end()
        }
    }

    func store(_ offset: Int64, place: KafkaPartition, generation: UInt64) -> Bool {
        state.withLock { state in
            guard state.generation == generation, state.flows[place] != nil else { return false }
            state.flows[place]?.store(offset)
            return true
        }
    }
}

// MARK: - On the thread

extension GroupLoop {
    /// What only the thread touches.
    private struct Session {
        let consumer: ConsumerHandle
        let address: String
        var cluster: String?
        var lastWord = ContinuousClock.now
        var nextCommit = ContinuousClock.now
        var nextLook = ContinuousClock.now
    }

    private func run(_ handler: KafkaGroupHandler) {
        var address = BrokerAddress(settings.brokers)
        var session: Session?
        while !state.withLock(\.mayClose) {
            if let changed = address.change() {
                abandon(session, handler)
                session = open(changed, handler)
            }
            guard var current = session else {
                Thread.sleep(forTimeInterval: 0.05)
                continue
            }
            turn(current.consumer, handler)
            session = keep(&current) ? current : reopen(current, handler)
        }
        session?.consumer.close()
        session?.consumer.client.destroy()
        forgetAssignment()
    }

    /// Reads what is there for a while, at most until the next housekeeping.
    private func turn(_ consumer: ConsumerHandle, _ handler: KafkaGroupHandler) {
        let until = ContinuousClock.now + .milliseconds(50)
        // A paused partition is looked at often, so that its reader does not run dry.
        let isPaused = state.withLock { $0.flows.values.contains(where: \.isPaused) }
        var timeout: Duration = isPaused ? .milliseconds(5) : .milliseconds(100)
        while true {
            switch consumer.poll(timeout, generation: { state.withLock(\.generation) }) {
            case .nothing:
                return
            case .record(let record):
                deliver(record, consumer, handler)
            case .problem(let code, let text):
                note(code, text, consumer)
            }
            guard ContinuousClock.now < until else { return }
            timeout = .zero
        }
    }

    private func deliver(_ record: KafkaRecord, _ consumer: ConsumerHandle, _ handler: KafkaGroupHandler) {
        let (isOurs, missing, isFull) = state.withLock { state -> (Bool, Int64?, Bool) in
            guard state.generation == record.generation, state.flows[record.place] != nil else {
                return (false, nil, false)
            }
            let missing = state.flows[record.place]?.handOut(record.offset)
            let isFull = (state.flows[record.place]?.outstanding ?? 0) >= limits.pauseAt
            state.flows[record.place]?.isPaused = isFull
            return (true, missing ?? nil, isFull)
        }
        guard isOurs else { return }
        if let missing {
            handler.lost(KafkaLostRange(place: record.place, from: missing, upTo: record.offset))
        }
        if isFull {
            consumer.pause([record.place])
        }
        handler.record(record)
    }

    private func note(_ code: rd_kafka_resp_err_t, _ text: String, _ consumer: ConsumerHandle) {
        consumer.client.context.log(
            .warning,
            facility: String(cString: rd_kafka_err2name(code)),
            "reading: \(text)"
        )
    }

    /// Resumes, commits, and says whether the session is still worth keeping.
    private func keep(_ session: inout Session) -> Bool {
        let now = ContinuousClock.now
        let ready = state.withLock { state -> [KafkaPartition] in
            let ready = state.flows.filter { $0.value.isPaused && $0.value.outstanding <= limits.resumeAt }
            for place in ready.keys {
                state.flows[place]?.isPaused = false
            }
            return Array(ready.keys)
        }
        if !ready.isEmpty {
            session.consumer.resume(ready)
        }
        if now >= session.nextCommit {
            session.nextCommit = now + limits.commitEvery
            commitSoon(session.consumer)
        }
        if state.withLock(\.isMember) {
            session.lastWord = now
        }
        guard now >= session.nextLook else { return true }
        session.nextLook = now + .seconds(1)
        guard now - session.lastWord < Self.patience else {
            logger.warning("No word from the Kafka group for a minute: the consumer starts afresh")
            return false
        }
        return isSameCluster(&session)
    }

    /// A broker that lost everything and came back at the same address must be read from its beginning.
    private func isSameCluster(_ session: inout Session) -> Bool {
        guard let cluster = session.consumer.client.clusterID(address: session.address) else { return true }
        defer { session.cluster = cluster }
        guard let known = session.cluster, known != cluster else { return true }
        logger.warning("Another Kafka cluster answers: the consumer starts afresh")
        return false
    }

    private func commitSoon(_ consumer: ConsumerHandle) {
        let due = takeUncommitted()
        guard !due.isEmpty else { return }
        do {
            try consumer.commitSoon(due)
        } catch {
            noteCommitFailed(Array(due.keys))
        }
    }

    private func takeUncommitted() -> [KafkaPartition: Int64] {
        state.withLock { state in
            let due = state.flows.compactMapValues(\.uncommitted)
            for (place, offset) in due {
                state.flows[place]?.noteCommitted(offset)
            }
            return due
        }
    }

    private func noteCommitFailed(_ places: [KafkaPartition]) {
        state.withLock { state in
            for place in places {
                state.flows[place]?.noteCommitFailed()
            }
        }
    }

    // MARK: Sessions

    private func open(_ address: String, _ handler: KafkaGroupHandler) -> Session? {
        let context = ClientContext(logger: logger)
        let slot = ConsumerSlot()
        context.onRebalance = { [unowned self] code, list in
            guard let consumer = slot.consumer else { return }
            rebalance(code, list.partitions, consumer, handler)
        }
        context.onCommit = { [unowned self] code, list in
            // "No offset" only says that there was nothing to commit.
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != RD_KAFKA_RESP_ERR__NO_OFFSET, let list else { return }
            logger.notice("A Kafka commit failed and is repeated: \(KafkaError(code, doing: "commit"))")
            noteCommitFailed(list.partitions)
        }
        do {
            let consumer = try ConsumerHandle(
                ClientHandle(
                    .consumer,
                    settings.consumerProperties(
                        address: address,
                        clientID: clientID,
                        group: group,
                        fetchWait: fetchWait
                    ),
                    context: context
                )
            )
            slot.consumer = consumer
            try consumer.subscribe(topics)
            return Session(consumer: consumer, address: address)
        } catch {
            logger.error("The Kafka consumer cannot start: \(error)")
            return nil
        }
    }

    private func reopen(_ session: Session, _ handler: KafkaGroupHandler) -> Session? {
        abandon(session, handler)
        return open(session.address, handler)
    }

    /// Drops a client whose broker is gone; there is nobody to commit to or to take leave of.
    private func abandon(_ session: Session?, _ handler: KafkaGroupHandler) {
        guard let session else { return }
        let places = state.withLock { Array($0.flows.keys) }
        if !places.isEmpty, !OwnThread.wait(Self.drainTime, { await handler.drain(places) }) {
            logger.warning("Work on Kafka records was not finished in time; they will be read again")
        }
        forgetAssignment()
        session.consumer.client.destroyInBackground()
    }

    private func forgetAssignment() {
        state.withLock { state in
            state.generation += 1
            state.flows = [:]
            state.isMember = false
        }
    }

    // MARK: Rebalancing

    private func rebalance(
        _ code: rd_kafka_resp_err_t,
        _ places: [KafkaPartition],
        _ consumer: ConsumerHandle,
        _ handler: KafkaGroupHandler
    ) {
        do {
            if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
                try take(places, consumer, handler)
            } else {
                giveBack(places, consumer, handler)
                try consumer.assign(nil)
            }
        } catch {
            logger.error("A Kafka rebalance failed: \(error)")
        }
    }

    private func take(
        _ places: [KafkaPartition],
        _ consumer: ConsumerHandle,
        _ handler: KafkaGroupHandler
    ) throws {
        let starts = startOffsets(places, consumer, handler)
        let generation = state.withLock { state in
            state.generation += 1
            state.isMember = true
            state.flows = places.reduce(into: [:]) { $0[$1] = PartitionFlow(start: starts[$1]) }
            return state.generation
        }
        logger.info("The Kafka group gave us \(places.count) partitions")
        handler.assigned(places, generation)
        try consumer.assign(
            places.reduce(into: [:]) { $0[$1] = starts[$1] ?? Int64(RD_KAFKA_OFFSET_STORED) }
        )
    }

    /// Where to begin: at the commit if the broker still has it, else at the first record there is.
    private func startOffsets(
        _ places: [KafkaPartition],
        _ consumer: ConsumerHandle,
        _ handler: KafkaGroupHandler
    ) -> [KafkaPartition: Int64] {
        guard !places.isEmpty else { return [:] }
        do {
            let committed = try consumer.committed(places, timeout: Self.askTime)
            let ranges = try consumer.ranges(places, timeout: Self.askTime)
            return ranges.reduce(into: [:]) { starts, entry in
                let (place, range) = entry
                guard let offset = committed[place] else { return starts[place] = range.low }
                if offset < range.low {
                    handler.lost(KafkaLostRange(place: place, from: offset, upTo: range.low))
                }
                starts[place] = range.low...max(range.low, range.high) ~= offset ? offset : range.low
            }
        } catch {
            logger.notice("Kafka did not say where the partitions begin, its own rule applies: \(error)")
            return [:]
        }
    }

    private func giveBack(
        _ places: [KafkaPartition],
        _ consumer: ConsumerHandle,
        _ handler: KafkaGroupHandler
    ) {
        let isLost = consumer.isAssignmentLost
        if !OwnThread.wait(Self.drainTime, { await handler.drain(places) }) {
            logger.warning("Work on Kafka records was not finished in time; they will be read again")
        }
        let due = takeUncommitted()
        forgetAssignment()
        guard !isLost, !due.isEmpty else { return }
        do {
            try consumer.commit(due, timeout: Self.askTime)
        } catch {
            logger.warning("The last commit before a rebalance failed, records will be read again: \(error)")
        }
    }
}

/// Breaks the circle between a client's callbacks and the consumer made from it.
private final class ConsumerSlot {
    weak var consumer: ConsumerHandle?
}
