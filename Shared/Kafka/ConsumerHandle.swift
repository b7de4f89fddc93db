internal import CRdKafka
import Foundation

/// The consumer calls we use, in Swift terms; every one may block and belongs on the consumer's own thread.
final class ConsumerHandle {
    /// What a look into the queue brought.
    enum Polled {
        case nothing
        case record(KafkaRecord)
        case problem(rd_kafka_resp_err_t, String)
    }

    /// First and next offset of a partition.
    struct Range {
        let low: Int64
        let high: Int64
    }

    let client: ClientHandle

    init(_ client: ClientHandle) {
        self.client = client
    }

    private var pointer: OpaquePointer { client.pointer }

    /// `generation` is asked after the wait, in which a rebalance may have changed it.
    func poll(_ timeout: Duration, generation: () -> UInt64 = { 0 }) -> Polled {
        guard let message = rd_kafka_consumer_poll(pointer, timeout.milliseconds) else { return .nothing }
        defer { rd_kafka_message_destroy(message) }
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let text = rd_kafka_message_errstr(message).map { String(cString: $0) } ?? ""
            return .problem(message.pointee.err, text)
        }
        return .record(KafkaRecord(message, generation: generation()))
    }

    func subscribe(_ topics: [String]) throws {
        let list = OwnedPartitionList(topics.map { KafkaPartition($0, -1) })
        try check(list.lend { rd_kafka_subscribe(pointer, $0) }, "subscribe")
    }

    /// Reads the given partitions from the given offsets; nil stops reading all.
    func assign(_ offsets: [KafkaPartition: Int64]?) throws {
        guard let offsets else { return try check(rd_kafka_assign(pointer, nil), "unassign") }
        let list = OwnedPartitionList(offsets)
        try check(list.lend { rd_kafka_assign(pointer, $0) }, "assign")
    }

    /// Which offsets exist now, in two requests for any number of partitions on one broker.
    func ranges(_ partitions: [KafkaPartition], timeout: Duration) throws -> [KafkaPartition: Range] {
        let low = try offsets(partitions, at: Int64(RD_KAFKA_OFFSET_BEGINNING), timeout: timeout)
        let high = try offsets(partitions, at: Int64(RD_KAFKA_OFFSET_END), timeout: timeout)
        return low.reduce(into: [:]) { ranges, entry in
            guard let end = high[entry.key] else { return }
            ranges[entry.key] = Range(low: entry.value, high: end)
        }
    }

    private func offsets(
        _ partitions: [KafkaPartition],
        at place: Int64,
        timeout: Duration
    ) throws -> [KafkaPartition: Int64] {
        let list = OwnedPartitionList(Dictionary(partitions.map { ($0, place) }) { first, _ in first })
        try check(
            list.lend { rd_kafka_offsets_for_times(pointer, $0, timeout.milliseconds) },
            "ask for offsets"
        )
        return try list.offsets(of: "ask for offsets").filter { $0.value >= 0 }
    }

    /// What the group has committed; partitions without a commit are absent.
    func committed(_ partitions: [KafkaPartition], timeout: Duration) throws -> [KafkaPartition: Int64] {
        let list = OwnedPartitionList(partitions)
        try check(list.lend { rd_kafka_committed(pointer, $0, timeout.milliseconds) }, "ask for commits")
        return try list.offsets(of: "ask for commits").filter { $0.value >= 0 }
    }

    /// Commits without waiting; the answer comes to the commit callback.
    func commitSoon(_ offsets: [KafkaPartition: Int64]) throws {
        let list = OwnedPartitionList(offsets)
        try check(list.lend { rd_kafka_commit(pointer, $0, 1) }, "commit")
    }

    /// Commits and waits for the answer at most `timeout`.
    func commit(_ offsets: [KafkaPartition: Int64], timeout: Duration) throws {
        let list = OwnedPartitionList(offsets)
        guard let queue = rd_kafka_queue_new(pointer) else { return }
        defer { rd_kafka_queue_destroy(queue) }
        try check(list.lend { rd_kafka_commit_queue(pointer, $0, queue, nil, nil) }, "commit")
        guard let event = rd_kafka_queue_poll(queue, timeout.milliseconds) else {
            throw KafkaError(.timedOut, "commit")
        }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event), "commit")
    }

    func pause(_ partitions: [KafkaPartition]) {
        _ = OwnedPartitionList(partitions).lend { rd_kafka_pause_partitions(pointer, $0) }
    }

    /// Only for partitions that are paused: resuming another one can rewind it in this version.
    func resume(_ partitions: [KafkaPartition]) {
        _ = OwnedPartitionList(partitions).lend { rd_kafka_resume_partitions(pointer, $0) }
    }

    /// Whether the group has already given our partitions to others.
    var isAssignmentLost: Bool { rd_kafka_assignment_lost(pointer) == 1 }

    /// Leaves the group after a last rebalance callback, which runs on this thread; false when that was not done within
    /// `limit`.
    ///
    /// The waiting call of librdkafka knows no limit, and now and then a group never lets go of its member.
    func close(within limit: Duration) -> Bool {
        guard let queue = rd_kafka_queue_new(pointer) else { return false }
        defer { rd_kafka_queue_destroy(queue) }
        if let error = rd_kafka_consumer_close_queue(pointer, queue) {
            rd_kafka_error_destroy(error)
            return false
        }
        let deadline = ContinuousClock.now + limit
        while rd_kafka_consumer_closed(pointer) == 0, ContinuousClock.now < deadline {
            guard let event = rd_kafka_queue_poll(queue, 50) else { continue }
            defer { rd_kafka_event_destroy(event) }
            // Records that were fetched already come here as well, and go.
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_REBALANCE,
                let places = rd_kafka_event_topic_partition_list(event)
            {
                client.context.onRebalance?(rd_kafka_event_error(event), places)
            }
        }
        return rd_kafka_consumer_closed(pointer) == 1
    }

    /// How many partitions each topic has; topics that do not exist are absent.
    func partitionCounts(timeout: Duration) throws -> [String: Int32] {
        try client.clusterView(timeout: timeout).partitions
    }

    private func check(_ code: rd_kafka_resp_err_t, _ action: String) throws {
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw client.context.error(code, doing: action) }
    }
}
