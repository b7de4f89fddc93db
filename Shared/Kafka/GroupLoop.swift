internal import CRdKafka
import Foundation
internal import Logging

/// The group consumer's thread; every librdkafka call of this consumer happens on it.
final class GroupLoop: Sendable {
    /// Without any word from the group for so long, the client starts afresh.
    private static let patience = Duration.seconds(60)

    let life = LoopLife()
    let assignment: GroupAssignment
    private let settings: KafkaSettings
    private let group: String
    private let topics: [String]
    private let clientID: String
    private let commitEvery: Duration
    private let leaveWithin: Duration
    private let logger: Logger

    init(
        _ settings: KafkaSettings,
        group: String,
        topics: [String],
        clientID: String,
        limits: KafkaFlowLimits,
        logger: Logger
    ) {
        assignment = GroupAssignment(limits)
        self.settings = settings
        self.group = group
        self.topics = topics
        self.clientID = clientID
        commitEvery = limits.commitEvery
        leaveWithin = limits.leaveWithin
        var logger = logger
        logger[metadataKey: "group"] = .string(group)
        self.logger = logger
    }

    func start(_ handler: KafkaGroupHandler) {
        life.start("kafka-group") { [self] in run(handler) }
    }

    /// One client and what the thread remembers about it.
    private struct Session {
        let consumer: ConsumerHandle
        let address: String
        var cluster: String?
        var lastWord = ContinuousClock.now
        var nextCommit = ContinuousClock.now
        var nextLook = ContinuousClock.now
    }

    private func run(_ handler: KafkaGroupHandler) {
        let rebalance = GroupRebalance(assignment: assignment, handler: handler, logger: logger)
        var file = BrokerAddress(settings.brokers)
        var address: String?
        var session: Session?
        while !life.mayClose {
            if let changed = file.change() {
                abandon(session, rebalance)
                session = nil
                address = changed
            }
            guard var current = session ?? open(address, rebalance) else {
                Thread.sleep(forTimeInterval: address == nil ? 0.05 : 1)
                continue
            }
            turn(current.consumer, handler)
            let isFine = keep(&current)
            if !isFine {
                abandon(current, rebalance)
            }
            session = isFine ? current : nil
        }
        if let session { leave(session) }
        assignment.end()
    }

    private func leave(_ session: Session) {
        guard session.consumer.close(within: leaveWithin) else {
            logger.warning("The Kafka group did not let this member go in time and will miss it")
            return session.consumer.client.destroyInBackground()
        }
        session.consumer.client.destroy()
    }

    private func open(_ address: String?, _ rebalance: GroupRebalance) -> Session? {
        guard let address else { return nil }
        let context = ClientContext(logger: logger)
        let slot = ConsumerSlot()
        context.onRebalance = { code, list in
            guard let consumer = slot.consumer else { return }
            rebalance.apply(code, list.partitions, consumer)
        }
        context.onCommit = { [assignment, logger] code, list in
            // "No offset" only says that there was nothing to commit.
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != RD_KAFKA_RESP_ERR__NO_OFFSET, let list else { return }
            logger.notice("A Kafka commit failed and is repeated: \(KafkaError(code, doing: "commit"))")
            assignment.noteCommitFailed(list.partitions)
        }
        let properties = settings.consumerProperties(address: address, clientID: clientID, group: group)
        do {
            let consumer = try ConsumerHandle(ClientHandle(.consumer, properties, context: context))
            slot.consumer = consumer
            try consumer.subscribe(topics)
            return Session(consumer: consumer, address: address)
        } catch {
            logger.error("The Kafka consumer cannot start: \(error)")
            return nil
        }
    }

    /// Drops a client whose broker is gone; there is nobody to commit to or to take leave of.
    private func abandon(_ session: Session?, _ rebalance: GroupRebalance) {
        guard let session else { return }
        rebalance.drain(assignment.places)
        assignment.end()
        session.consumer.client.destroyInBackground()
    }

    /// Reads what is there for a while, at most until the next housekeeping.
    private func turn(_ consumer: ConsumerHandle, _ handler: KafkaGroupHandler) {
        let until = ContinuousClock.now + .milliseconds(50)
        // A paused partition is looked at often, so that its reader does not run dry.
        var timeout: Duration = assignment.hasPaused ? .milliseconds(5) : .milliseconds(100)
        while true {
            switch consumer.poll(timeout, generation: { assignment.generation }) {
            case .nothing:
                return
            case .record(let record):
                deliver(record, consumer, handler)
            case .problem(let code, let text):
                let facility = String(cString: rd_kafka_err2name(code))
                consumer.client.context.log(.warning, facility: facility, "reading: \(text)")
            }
            guard ContinuousClock.now < until else { return }
            timeout = .zero
        }
    }

    private func deliver(_ record: KafkaRecord, _ consumer: ConsumerHandle, _ handler: KafkaGroupHandler) {
        guard let handOut = assignment.handOut(record) else { return }
        if let missing = handOut.missingFrom {
            handler.lost(KafkaLostRange(place: record.place, from: missing, upTo: record.offset))
        }
        if handOut.isFull {
            consumer.pause([record.place])
        }
        handler.record(record)
    }

    /// Resumes, commits, and says whether the session is still worth keeping.
    private func keep(_ session: inout Session) -> Bool {
        let now = ContinuousClock.now
        let resumable = assignment.takeResumable()
        if !resumable.isEmpty {
            session.consumer.resume(resumable)
        }
        if now >= session.nextCommit {
            session.nextCommit = now + commitEvery
            commitSoon(session.consumer)
        }
        if assignment.isMember {
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

    private func commitSoon(_ consumer: ConsumerHandle) {
        let due = assignment.takeUncommitted()
        guard !due.isEmpty else { return }
        do {
            try consumer.commitSoon(due)
        } catch {
            assignment.noteCommitFailed(due.keys)
        }
    }

    /// A broker that lost everything and came back at the same address must be read from its beginning.
    private func isSameCluster(_ session: inout Session) -> Bool {
        guard let cluster = session.consumer.client.clusterID(address: session.address) else { return true }
        defer { session.cluster = cluster }
        guard let known = session.cluster, known != cluster else { return true }
        logger.warning("Another Kafka cluster answers: the consumer starts afresh")
        return false
    }
}

/// Breaks the circle between a client's callbacks and the consumer made from it.
private final class ConsumerSlot {
    weak var consumer: ConsumerHandle?
}
