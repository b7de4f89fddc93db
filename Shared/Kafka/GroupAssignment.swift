import Synchronization

/// The partitions a group consumer has now and what is under way in them; any thread may look and store offsets.
final class GroupAssignment: Sendable {
    /// What follows from handing out a record.
    struct HandOut {
        /// The offset that should have come, when records before this one are gone.
        let missingFrom: Int64?
        /// Enough is under way: the partition is to be paused.
        let isFull: Bool
    }

    private struct State {
        var flows: [KafkaPartition: PartitionFlow] = [:]
        var generation: UInt64 = 0
        var isMember = false
    }

    private let limits: KafkaFlowLimits
    private let state = Mutex(State())

    init(_ limits: KafkaFlowLimits) {
        self.limits = limits
    }

    var generation: UInt64 { state.withLock(\.generation) }
    var isMember: Bool { state.withLock(\.isMember) }
    var places: [KafkaPartition] { state.withLock { Array($0.flows.keys) } }
    var hasPaused: Bool { state.withLock { $0.flows.values.contains(where: \.isPaused) } }

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

    /// Begins a new assignment and returns its generation.
    func begin(_ places: [KafkaPartition], starts: [KafkaPartition: Int64]) -> UInt64 {
        state.withLock { state in
            state.generation += 1
            state.isMember = true
            state.flows = places.reduce(into: [:]) { $0[$1] = PartitionFlow(start: starts[$1]) }
            return state.generation
        }
    }

    /// Forgets the assignment; offsets of its records are refused from now on.
    func end() {
        state.withLock { state in
            state.generation += 1
            state.isMember = false
            state.flows = [:]
        }
    }

    /// Notes that a record goes out; nil when its assignment has passed.
    func handOut(_ record: KafkaRecord) -> HandOut? {
        state.withLock { state in
            guard state.generation == record.generation, var flow = state.flows[record.place] else { return nil }
            let missingFrom = flow.handOut(record.offset)
            flow.isPaused = flow.outstanding >= limits.pauseAt
            state.flows[record.place] = flow
            return HandOut(missingFrom: missingFrom, isFull: flow.isPaused)
        }
    }

    /// Notes that everything below `offset` is done; false when the generation has passed.
    func store(_ offset: Int64, place: KafkaPartition, generation: UInt64) -> Bool {
        state.withLock { state in
            guard state.generation == generation, state.flows[place] != nil else { return false }
            state.flows[place]?.store(offset)
            return true
        }
    }

    /// The paused partitions that have little left to do; they count as running again.
    func takeResumable() -> [KafkaPartition] {
        state.withLock { state in
            let ready = state.flows.filter { $0.value.isPaused && $0.value.outstanding <= limits.resumeAt }.map(\.key)
            for place in ready {
                state.flows[place]?.isPaused = false
            }
            return ready
        }
    }

    /// The stored offsets that are not committed; they count as committed until a failure is noted.
    func takeUncommitted() -> [KafkaPartition: Int64] {
        state.withLock { state in
            let due = state.flows.compactMapValues(\.uncommitted)
            for (place, offset) in due {
                state.flows[place]?.noteCommitted(offset)
            }
            return due
        }
    }

    func noteCommitFailed(_ places: some Sequence<KafkaPartition>) {
        state.withLock { state in
            for place in places {
                state.flows[place]?.noteCommitFailed()
            }
        }
    }
}
