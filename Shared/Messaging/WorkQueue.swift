import Foundation
import Kafka
import Synchronization

/// Hands records to workers: different keys at once, one key in order; stores only what is done without a gap.
final class WorkQueue: Sendable {
    typealias Store = @Sendable (_ offset: Int64, _ place: KafkaPartition, _ generation: UInt64) -> Void

    private let state: Mutex<WorkQueueState>
    private let store: Store

    init(
        workers: Int,
        batchLimit: Int,
        takesAll: Bool = false,
        tenantLimit: Int? = nil,
        standsAlone: @escaping @Sendable (KafkaRecord) -> Bool = { _ in false },
        store: @escaping Store
    ) {
        state = Mutex(
            WorkQueueState(
                workers: workers,
                batchLimit: batchLimit,
                takesAll: takesAll,
                tenantLimit: tenantLimit,
                standsAlone: standsAlone
            )
        )
        self.store = store
    }

    /// Notes up to where earlier readers may have had records of these partitions in their hands.
    func begin(_ assignment: KafkaAssignment) {
        state.withLock { $0.begin(assignment) }
    }

    func accept(_ record: KafkaRecord) {
        deliver(state.withLock { $0.accept(record) })
    }

    /// The next records to handle, in order for each key; nil when the queue is closed.
    func next() async -> [Work]? {
        await withCheckedContinuation { continuation in
            let now: WorkQueueState.Taken? = state.withLock { state in
                if state.isClosed { return .closed }
                if let batch = state.takeBatch() { return .batch(batch) }
                state.idle.append(continuation)
                return nil
            }
            switch now {
            case .closed: continuation.resume(returning: nil)
            case .batch(let batch): continuation.resume(returning: batch)
            case nil: break
            }
        }
    }

    /// Whether a batch may hold several records.
    func isShared(_ batch: [Work]) -> Bool { batch.first?.isAlone == false }

    /// The worker takes part again.
    func rested() {
        deliver(state.withLock { $0.rested() })
    }

    /// Takes back a batch with one outcome per record; a worker that rests lets none take its place.
    func finish(_ batch: [Work], _ outcomes: [WorkOutcome], rests: Bool = false) {
        let result = state.withLock { $0.finish(batch, outcomes, rests: rests) }
        for (place, reached) in result.reached { store(reached.offset, place, reached.generation) }
        for waiter in result.drained { waiter.resume() }
        deliver(result.deliveries)
        for (lane, pause) in result.parked {
            Task { [weak self] in
                await pause.turn?.comes()
                try? await Task.sleep(for: pause.delay)
                self?.unpark(lane)
            }
        }
    }

    /// Stops taking work of these partitions and returns when what is under way has ended.
    func drain(_ places: [KafkaPartition]) async {
        for place in places {
            await withCheckedContinuation { continuation in
                let isIdle = state.withLock { $0.drain(place, waiter: continuation) }
                if isIdle { continuation.resume() }
            }
        }
    }

    /// Lets the workers end.
    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for continuation in idle { continuation.resume(returning: nil) }
    }

    var waiting: Int { state.withLock { $0.waiting } }

    private func unpark(_ lane: Work.Lane) {
        deliver(state.withLock { $0.unpark(lane) })
    }

    private func deliver(_ deliveries: [WorkQueueState.Delivery]) {
        for delivery in deliveries { delivery.worker.resume(returning: delivery.batch) }
    }
}
