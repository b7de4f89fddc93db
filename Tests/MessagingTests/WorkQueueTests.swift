import Foundation
import Identifiers
import Kafka
import Messages
import Synchronization
import Testing

@testable import Messaging

@Suite struct `The queue between consumer and workers` {
    @Test func `only the unbroken front of offsets is stored`() {
        var window = OffsetWindow()
        for offset in [Int64(5), 6, 9, 10] { window.take(offset) }
        #expect(window.complete(6) == nil)
        #expect(window.complete(5) == 7)
        #expect(window.complete(10) == nil)
        #expect(window.complete(9) == 11)
        #expect(window.isEmpty)
    }

    @Test func `a key's records are handed out one after the other and other keys meanwhile`() {
        var state = WorkQueueState(workers: 4, batchLimit: 20)
        for (offset, key) in ["a", "a", "b"].enumerated() { _ = state.accept(record(Int64(offset), key)) }
        let first = state.takeBatch()
        #expect(first?.map(\.record.offset) == [0])
        #expect(state.takeBatch()?.map(\.record.offset) == [2])
        #expect(state.takeBatch() == nil)
        let finished = state.finish(first ?? [], [.done])
        #expect(finished.reached.values.map(\.offset) == [1])
        #expect(state.takeBatch()?.map(\.record.offset) == [1])
    }

    @Test func `workers that are behind share what waits`() {
        var state = WorkQueueState(workers: 2, batchLimit: 20)
        for offset in 0..<100 { _ = state.accept(record(Int64(offset), "k\(offset % 50)")) }
        #expect(state.takeBatch()?.count == 20)
        var small = WorkQueueState(workers: 4, batchLimit: 20)
        for offset in 0..<12 { _ = small.accept(record(Int64(offset), "k\(offset)")) }
        #expect(small.takeBatch()?.count == 3)
        // Where transactions are to be spared one worker takes them all.
        var sparing = WorkQueueState(workers: 4, batchLimit: 20, takesAll: true)
        for offset in 0..<12 { _ = sparing.accept(record(Int64(offset), "k\(offset)")) }
        #expect(sparing.takeBatch()?.count == 12)
    }

    @Test func `a record that stands alone shares no batch, and keeps its place in its key`() {
        var state = WorkQueueState(workers: 1, batchLimit: 20) { $0.offset == 2 }
        for (offset, key) in ["a", "b", "b", "b", "c"].enumerated() { _ = state.accept(record(Int64(offset), key)) }
        let first = state.takeBatch() ?? []
        #expect(first.map(\.record.offset) == [0, 1, 4])
        #expect(state.takeBatch() == nil)
        _ = state.finish(first, [.done, .done, .done])
        let alone = state.takeBatch() ?? []
        #expect(alone.map(\.record.offset) == [2] && alone.first?.standsAlone == true)
        _ = state.finish(alone, [.done])
        #expect(state.takeBatch()?.map(\.record.offset) == [3])
    }

    @Test func `a record that failed comes again before the later ones of its key`() {
        var state = WorkQueueState(workers: 1, batchLimit: 1)
        for offset in 0..<2 { _ = state.accept(record(Int64(offset), "a")) }
        let batch = state.takeBatch() ?? []
        let finished = state.finish(batch, [.retry(after: .seconds(1))])
        #expect(finished.reached.isEmpty)
        #expect(finished.parked.count == 1)
        #expect(state.takeBatch() == nil)
        _ = state.unpark(batch[0].lane)
        let again = state.takeBatch()
        #expect(again?.map(\.record.offset) == [0])
        #expect(again?.first?.failures == 1)
    }

    @Test func `a record that waits its turn holds back its key only, keeps the turn and has not failed`()
        async throws
    {
        let places = WorkPlaces(1, waiting: 1)
        #expect(places.enter())
        let taken = await #expect(throws: WorkPlacesTaken.self) {
            try await places.with(nil, patience: .seconds(60)) {}
        }
        let turn = try #require(taken?.turn)
        var state = WorkQueueState(workers: 1, batchLimit: 1)
        for (offset, key) in ["a", "a", "b"].enumerated() { _ = state.accept(record(Int64(offset), key)) }
        let batch = state.takeBatch() ?? []
        let finished = state.finish(batch, [.inTurn(turn)])
        #expect(finished.reached.isEmpty && finished.parked.first?.1.turn === turn)
        #expect(state.takeBatch()?.map(\.record.offset) == [2])
        #expect(state.takeBatch() == nil)
        _ = state.unpark(batch[0].lane)
        let again = try #require(state.takeBatch()?.first)
        #expect(again.record.offset == 0 && again.turn === turn && again.failures == 0)
    }

    @Test func `a record that failed is tried again alone, so that it takes no others apart`() {
        var state = WorkQueueState(workers: 1, batchLimit: 20, takesAll: true)
        for (offset, key) in ["a", "b"].enumerated() { _ = state.accept(record(Int64(offset), key)) }
        let batch = state.takeBatch() ?? []
        _ = state.finish(batch, [.retry(after: .seconds(1)), .done])
        for offset in 2..<5 { _ = state.accept(record(Int64(offset), "c\(offset)")) }
        _ = state.unpark(batch[0].lane)
        #expect(state.takeBatch()?.map(\.record.offset) == [2, 3, 4])
        #expect(state.takeBatch()?.map(\.record.offset) == [0])
    }

    @Test func `what is drained is dropped and its late outcomes are not stored`() async {
        let stored = Stored()
        let queue = WorkQueue(workers: 1, batchLimit: 1) { offset, _, _ in stored.add(offset) }
        queue.accept(record(0, "a"))
        queue.accept(record(1, "b"))
        let batch = await queue.next() ?? []
        async let drained: Void = queue.drain([KafkaPartition("t", 0)])
        await Task.yield()
        queue.finish(batch, [.done])
        await drained
        #expect(queue.waiting == 0)
        queue.accept(record(0, "a", generation: 2))
        queue.finish(batch, [.done])
        let next = await queue.next() ?? []
        #expect(next.first?.record.generation == 2)
        queue.finish(next, [.done])
        #expect(stored.all.last == 1)
        queue.close()
        #expect(await queue.next() == nil)
    }

    @Test func `the first records of an assignment are suspects until enough are done`() {
        var state = WorkQueueState(workers: 1, batchLimit: 1)
        let count = WorkQueueState.suspectsPerPartition
        for offset in 0...count { _ = state.accept(record(Int64(offset), "a")) }
        for _ in 0..<count {
            let batch = state.takeBatch() ?? []
            #expect(batch.first?.isSuspect == true)
            _ = state.finish(batch, [.done])
        }
        #expect(state.takeBatch()?.first?.isSuspect == false)
    }

    @Test func `what came after the assignment was in no other process's hands`() {
        var state = WorkQueueState(workers: 1, batchLimit: 10)
        let place = KafkaPartition("t", 0)
        state.begin(KafkaAssignment(places: [place], generation: 1, ends: [place: 2]))
        for offset in 0..<4 { _ = state.accept(record(Int64(offset), "k\(offset)")) }
        #expect(state.takeBatch()?.map(\.isSuspect) == [true, true, false, false])
        // Of another assignment, or where the broker did not say, nothing is known.
        _ = state.accept(record(4, "a", generation: 2))
        #expect(state.takeBatch()?.map(\.isSuspect) == [true])
        state.begin(KafkaAssignment(places: [place], generation: 3, ends: [:]))
        _ = state.accept(record(5, "a", generation: 3))
        #expect(state.takeBatch()?.map(\.isSuspect) == [true])
    }

    @Test func `while half of the workers have taken all, what comes is the next batch, but for what stands alone`() {
        var state = WorkQueueState(workers: 2, batchLimit: 20, takesAll: true) { $0.offset == 3 }
        _ = state.accept(record(0, "a"))
        let first = state.takeBatch() ?? []
        #expect(first.map(\.record.offset) == [0])
        for offset in 1..<5 { _ = state.accept(record(Int64(offset), "k\(offset)")) }
        #expect(state.takeBatch()?.map(\.record.offset) == [3])
        #expect(state.takeBatch() == nil)
        _ = state.finish(first, [.done])
        #expect(state.takeBatch()?.map(\.record.offset) == [1, 2, 4])
    }

    @Test func `one tenant's records leave workers to others, and nobody who has no name is held back`() throws {
        let (large, small) = (Caller(enterpriseID: .new()), Caller(accountID: .new()))
        var state = WorkQueueState(workers: 4, batchLimit: 1, tenantLimit: 2)
        let asked = [large, large, large, large, .anonymous, small, .anonymous]
        for (offset, caller) in asked.enumerated() {
            _ = state.accept(record(Int64(offset), "k\(offset)", headers: try headers(of: caller)))
        }
        var taken: [[Work]] = []
        while let batch = state.takeBatch() { taken.append(batch) }
        #expect(taken.map { $0.map(\.record.offset) } == [[0], [1], [4], [5], [6]])
        // Whatever came of one, the next of the same tenant may begin.
        _ = state.finish(taken[1], [.retry(after: .zero)])
        #expect(state.takeBatch()?.map(\.record.offset) == [2])
        #expect(state.takeBatch() == nil)
        _ = state.finish(taken[0], [.done])
        #expect(state.takeBatch()?.map(\.record.offset) == [3])
        #expect(state.waiting == 1)
    }

    private func headers(of caller: Caller) throws -> KafkaHeaders {
        try MessageHeaders(id: .new(), type: "t", source: "test", time: Date(), key: "k", caller: caller).encoded()
    }

    private func record(
        _ offset: Int64,
        _ key: String,
        headers: KafkaHeaders = [:],
        generation: UInt64 = 1
    ) -> KafkaRecord {
        KafkaRecord(
            topic: "t",
            partition: 0,
            offset: offset,
            key: key,
            value: Data(),
            headers: headers,
            timestamp: Date(),
            generation: generation
        )
    }
}

private final class Stored: Sendable {
    private let offsets = Mutex<[Int64]>([])
    func add(_ offset: Int64) { offsets.withLock { $0.append(offset) } }
    var all: [Int64] { offsets.withLock { $0 } }
}
