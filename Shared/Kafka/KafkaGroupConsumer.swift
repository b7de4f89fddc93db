package import Logging

/// What a group consumer tells its owner; all but `drain` are called on the consumer's thread and must not block.
package struct KafkaGroupHandler: Sendable {
    /// One record to work on; when done, its offset is stored.
    package var record: @Sendable (KafkaRecord) -> Void
    /// The partitions we read from now on.
    package var assigned: @Sendable (KafkaAssignment) -> Void
    /// The partitions are about to go to others: stop taking work, finish what runs, store its offsets.
    ///
    /// After five seconds they go anyway, and offsets stored later are refused.
    package var drain: @Sendable ([KafkaPartition]) async -> Void
    /// Records were dropped by the broker before the group read them.
    package var lost: @Sendable (KafkaLostRange) -> Void

    package init(
        record: @escaping @Sendable (KafkaRecord) -> Void,
        assigned: @escaping @Sendable (KafkaAssignment) -> Void = { _ in },
        drain: @escaping @Sendable ([KafkaPartition]) async -> Void = { _ in },
        lost: @escaping @Sendable (KafkaLostRange) -> Void = { _ in }
    ) {
        self.record = record
        self.assigned = assigned
        self.drain = drain
        self.lost = lost
    }
}

/// The share of one reader.
package struct KafkaAssignment: Sendable {
    package let places: [KafkaPartition]
    /// What the records read under it carry.
    package let generation: UInt64
    /// The offset behind the last record each partition held by then; absent where the broker did not say.
    ///
    /// Whatever comes from there on no earlier reader had in its hands.
    package let ends: [KafkaPartition: Int64]

    package init(places: [KafkaPartition], generation: UInt64, ends: [KafkaPartition: Int64]) {
        self.places = places
        self.generation = generation
        self.ends = ends
    }
}

/// How many records of one partition may be handed out and not done, and how long the group is waited for.
package struct KafkaFlowLimits: Sendable {
    /// The partition is paused when so many are under way.
    package var pauseAt: Int
    /// It is read again when only so many are left.
    package var resumeAt: Int
    package var commitEvery: Duration
    /// For the last drain, the last commit and the group's leave to go; less than the stop of a process may take.
    package var leaveWithin: Duration

    package init(
        pauseAt: Int = 500,
        resumeAt: Int = 200,
        commitEvery: Duration = .milliseconds(500),
        leaveWithin: Duration = .seconds(10)
    ) {
        self.pauseAt = max(1, pauseAt)
        self.resumeAt = max(0, min(resumeAt, pauseAt - 1))
        self.commitEvery = commitEvery
        self.leaveWithin = leaveWithin
    }
}

/// How a group consumer is doing.
package struct KafkaGroupStatus: Sendable, Equatable {
    /// Whether the group has told us our share, which may be none.
    package var isMember = false
    package var assigned: [KafkaPartition] = []
    package var paused: [KafkaPartition] = []
    package var outstanding = 0
    /// Assignments received since the start.
    package var generation: UInt64 = 0
}

/// Reads topics together with the other members of a group; each partition has one reader.
///
/// A record is read again after a crash unless its offset was stored: at least once, never lost. When the broker comes
/// back empty under a new address, reading starts at its beginning.
package final class KafkaGroupConsumer: Sendable {
    private let loop: GroupLoop

    package init(
        _ settings: KafkaSettings,
        group: String,
        topics: [String],
        clientID: String,
        limits: KafkaFlowLimits = KafkaFlowLimits(),
        logger: Logger
    ) {
        loop = GroupLoop(
            settings,
            group: group,
            topics: topics,
            clientID: clientID,
            limits: limits,
            logger: logger
        )
    }

    /// Reads until `close` is called or the task is cancelled; once per consumer.
    package func run(_ handler: KafkaGroupHandler) async {
        await withTaskCancellationHandler {
            loop.start(handler)
            _ = await loop.life.waitForEnd()
        } onCancel: {
            loop.life.requestClose()
        }
    }

    /// Everything in the record's partition up to and including it is done; false when the partition has gone to
    /// another reader, which will see the record again.
    @discardableResult
    package func storeOffset(of record: KafkaRecord) -> Bool {
        loop.assignment.store(record.offset + 1, place: record.place, generation: record.generation)
    }

    /// Everything below `offset` is done; false when the generation has passed.
    @discardableResult
    package func storeOffset(_ offset: Int64, in place: KafkaPartition, generation: UInt64) -> Bool {
        loop.assignment.store(offset, place: place, generation: generation)
    }

    package var status: KafkaGroupStatus { loop.assignment.status }

    /// Leaves the group after draining; false when that was not done within `timeout`, then the process should end.
    @discardableResult
    package func close(timeout: Duration = .seconds(15)) async -> Bool {
        loop.life.requestClose()
        return await loop.life.waitForEnd(timeout)
    }
}
