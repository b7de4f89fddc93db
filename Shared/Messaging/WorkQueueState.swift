import Foundation
import Kafka

/// The lanes and partitions behind a ``WorkQueue``; no input or output, so that every step can be tested.
struct WorkQueueState: Sendable {
    typealias Worker = CheckedContinuation<[Work]?, Never>

    struct Delivery: Sendable {
        let worker: Worker
        let batch: [Work]
    }

    enum Taken {
        case closed
        case batch([Work])
    }

    struct Finished: Sendable {
        var reached: [KafkaPartition: (offset: Int64, generation: UInt64)] = [:]
        var drained: [CheckedContinuation<Void, Never>] = []
        var deliveries: [Delivery] = []
        var parked: [(Work.Lane, Pause)] = []
    }

    /// How long a lane is parked: until a turn has come, and then for a time.
    struct Pause {
        var turn: WorkPlaces.Turn?
        var delay: Duration
    }

    private enum LaneState {
        case ready
        case busy
        case parked
    }

    private struct LaneContent {
        var queue: [Work] = []
        var state = LaneState.ready

        /// How many of its first records go into one batch; one that stands alone is all of its batch.
        func sharing(atMost most: Int, isFirst: Bool) -> Int {
            if queue.first?.isAlone == true { return isFirst ? 1 : 0 }
            return queue.prefix(most).prefix { !$0.isAlone }.count
        }
    }

    private struct Partition {
        let generation: UInt64
        var window = OffsetWindow()
        var underWay = 0
        /// Where the partition ended when it was given to us: what came later no other process can have begun.
        let oldEnd: Int64
        /// Records still to be handled for the first time before those that may have crashed a process are behind us.
        var suspects = WorkQueueState.suspectsPerPartition
        var drainWaiters: [CheckedContinuation<Void, Never>] = []
        var isDraining = false
    }

    static let suspectsPerPartition = 100

    private let workers: Int
    private let batchLimit: Int
    private var lanes: [Work.Lane: LaneContent] = [:]
    private var ready: [Work.Lane] = []
    private var partitions: [KafkaPartition: Partition] = [:]
    private var assignment: KafkaAssignment?
    private(set) var waiting = 0
    /// Batches under way whose records share them, and workers that rest after one.
    private var shared = 0
    var idle: [Worker] = []
    var isClosed = false

    /// Whether half of the workers take all that waits, which spares transactions, or each a share, which spares time.
    private let takesAll: Bool
    /// Whether a record is handled by itself: nobody shall wait for its work.
    private let standsAlone: @Sendable (KafkaRecord) -> Bool
    /// How many of one tenant's records may be under way, so that its slow ones leave workers to others; nil for all.
    private let tenantLimit: Int?
    private var tenants: [Work.Tenant: Int] = [:]

    init(
        workers: Int,
        batchLimit: Int,
        takesAll: Bool = false,
        tenantLimit: Int? = nil,
        standsAlone: @escaping @Sendable (KafkaRecord) -> Bool = { _ in false }
    ) {
        self.takesAll = takesAll
        self.tenantLimit = tenantLimit
        self.standsAlone = standsAlone
        self.workers = max(1, workers)
        self.batchLimit = max(1, batchLimit)
    }

    mutating func begin(_ assignment: KafkaAssignment) { self.assignment = assignment }

    mutating func accept(_ record: KafkaRecord) -> [Delivery] {
        if let known = partitions[record.place], known.generation != record.generation { forget(record.place) }
        var partition = partitions[record.place] ?? newPartition(of: record)
        guard !partition.isDraining else { return [] }
        partition.window.take(record.offset)
        partitions[record.place] = partition
        let work = Work(record: record, firstSeen: Date(), standsAlone: standsAlone(record))
        var lane = lanes[work.lane] ?? LaneContent()
        if lane.queue.isEmpty, lane.state == .ready { ready.append(work.lane) }
        lane.queue.append(work)
        lanes[work.lane] = lane
        waiting += 1
        return deliveries()
    }

    private func newPartition(of record: KafkaRecord) -> Partition {
        let isKnown = assignment?.generation == record.generation
        return Partition(
            generation: record.generation,
            oldEnd: isKnown ? assignment?.ends[record.place] ?? .max : .max
        )
    }

    /// One record while the workers keep up; up to the limit when they are behind.
    mutating func takeBatch() -> [Work]? {
        if takesAll, shared >= max(1, workers / 2) {
            // What comes meanwhile is the next batch; what is to be handled alone need not wait for it.
            guard let place = ready.firstIndex(where: { lanes[$0]?.queue.first?.isAlone == true }) else { return nil }
            ready.insert(ready.remove(at: place), at: 0)
        }
        guard !ready.isEmpty, bringForwardWhoMayGo() else { return nil }
        let wanted = min(batchLimit, max(1, takesAll ? waiting : waiting / workers))
        var batch: [Work] = []
        while batch.count < wanted, !ready.isEmpty, batch.isEmpty || bringForwardWhoMayGo() {
            let id = ready.removeFirst()
            guard var lane = lanes[id] else { continue }
            let count = lane.sharing(atMost: wanted - batch.count, isFirst: batch.isEmpty)
            guard count > 0 else {
                ready.insert(id, at: 0)
                break
            }
            for var work in lane.queue.prefix(count) {
                work.isSuspect = partitions[id.place].map { $0.suspects > 0 && work.record.offset < $0.oldEnd } ?? false
                batch.append(work)
                if let tenant = limited(work) { tenants[tenant, default: 0] += 1 }
            }
            lane.queue.removeFirst(count)
            lane.state = .busy
            lanes[id] = lane
            partitions[id.place]?.underWay += count
            if batch.last?.isAlone == true { break }
        }
        waiting -= batch.count
        if batch.first?.isAlone == false { shared += 1 }
        return batch.isEmpty ? nil : batch
    }

    private func limited(_ work: Work?) -> Work.Tenant? { tenantLimit == nil ? nil : work?.tenant }

    /// Puts the first lane before the others whose tenant has not yet all it may have; false when there is none.
    private mutating func bringForwardWhoMayGo() -> Bool {
        guard let tenantLimit else { return true }
        let place = ready.firstIndex { id in
            limited(lanes[id]?.queue.first).map { tenants[$0, default: 0] < tenantLimit } ?? true
        }
        guard let place else { return false }
        if place > 0 { ready.insert(ready.remove(at: place), at: 0) }
        return true
    }

    mutating func rested() -> [Delivery] {
        shared -= 1
        return deliveries()
    }

    mutating func finish(_ batch: [Work], _ outcomes: [WorkOutcome], rests: Bool = false) -> Finished {
        var result = Finished()
        var again: [Work.Lane: (works: [Work], pause: Pause)] = [:]
        var touched: [Work.Lane] = []
        if batch.first?.isAlone == false, !rests { shared -= 1 }
        for (work, outcome) in zip(batch, outcomes) {
            if let tenant = limited(work), let count = tenants[tenant] {
                tenants[tenant] = count > 1 ? count - 1 : nil
            }
            let place = work.record.place
            guard var partition = partitions[place], partition.generation == work.record.generation else { continue }
            partition.underWay -= 1
            if !touched.contains(work.lane) { touched.append(work.lane) }
            switch outcome {
            case .done, .passed:
                if case .done = outcome, partition.suspects > 0 { partition.suspects -= 1 }
                if let offset = partition.window.complete(work.record.offset) {
                    result.reached[place] = (offset, partition.generation)
                }
            case .retry(let delay), .later(let delay):
                var failed = work
                if case .retry = outcome, delay > .zero { failed.failures += 1 }
                var (works, pause) = again[work.lane] ?? ([], Pause(delay: .zero))
                works.append(failed)
                pause.delay = max(pause.delay, delay)
                again[work.lane] = (works, pause)
            case .inTurn(let turn):
                var waiting = work
                waiting.turn = turn
                var (works, pause) = again[work.lane] ?? ([], Pause(delay: .zero))
                works.append(waiting)
                pause.turn = turn
                again[work.lane] = (works, pause)
            }
            partitions[place] = partition
        }
        for id in touched { release(id, again[id], &result) }
        for place in Set(batch.map(\.record.place)) { endDrainIfIdle(place, &result) }
        result.deliveries = deliveries()
        return result
    }

    mutating func unpark(_ id: Work.Lane) -> [Delivery] {
        guard var lane = lanes[id], lane.state == .parked else { return [] }
        lane.state = .ready
        lanes[id] = lane
        if !lane.queue.isEmpty { ready.append(id) }
        return deliveries()
    }

    /// True when nothing of the partition is under way.
    mutating func drain(_ place: KafkaPartition, waiter: CheckedContinuation<Void, Never>) -> Bool {
        guard var partition = partitions[place] else { return true }
        dropQueued(place)
        guard partition.underWay > 0 else {
            partitions[place] = nil
            return true
        }
        partition.isDraining = true
        partition.drainWaiters.append(waiter)
        partitions[place] = partition
        return false
    }

    private mutating func release(_ id: Work.Lane, _ again: (works: [Work], pause: Pause)?, _ result: inout Finished) {
        guard var lane = lanes[id] else { return }
        if partitions[id.place]?.isDraining != false {
            lanes[id] = nil
            return
        }
        if let again {
            lane.queue.insert(contentsOf: again.works, at: 0)
            waiting += again.works.count
            lane.state = .parked
            result.parked.append((id, again.pause))
            lanes[id] = lane
        } else if lane.queue.isEmpty {
            lanes[id] = nil
        } else {
            lane.state = .ready
            lanes[id] = lane
            ready.append(id)
        }
    }

    private mutating func endDrainIfIdle(_ place: KafkaPartition, _ result: inout Finished) {
        guard let partition = partitions[place], partition.isDraining, partition.underWay == 0 else { return }
        result.drained += partition.drainWaiters
        partitions[place] = nil
    }

    private mutating func forget(_ place: KafkaPartition) {
        dropQueued(place)
        // Whoever waits for the passed generation has been overtaken by the next one.
        for waiter in partitions[place]?.drainWaiters ?? [] { waiter.resume() }
        partitions[place] = nil
    }

    private mutating func dropQueued(_ place: KafkaPartition) {
        for (id, lane) in lanes where id.place == place {
            waiting -= lane.queue.count
            lanes[id] = nil
        }
        ready.removeAll { $0.place == place }
    }

    private mutating func deliveries() -> [Delivery] {
        var deliveries: [Delivery] = []
        while !idle.isEmpty, !isClosed, let batch = takeBatch() {
            deliveries.append(Delivery(worker: idle.removeFirst(), batch: batch))
        }
        return deliveries
    }
}
