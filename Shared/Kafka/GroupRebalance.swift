internal import CRdKafka
internal import Logging

/// What happens when the group gives partitions or takes them away; runs inside the rebalance callback.
struct GroupRebalance {
    static let drainTime = Duration.seconds(5)
    private static let askTime = Duration.seconds(3)

    let assignment: GroupAssignment
    let handler: KafkaGroupHandler
    let logger: Logger

    func apply(_ code: rd_kafka_resp_err_t, _ places: [KafkaPartition], _ consumer: ConsumerHandle) {
        do {
            if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
                try take(places, consumer)
            } else {
                giveBack(places, consumer)
                try consumer.assign(nil)
            }
        } catch {
            logger.error("A Kafka rebalance failed: \(error)")
        }
    }

    /// Lets running work finish; work that takes longer will be done again by the next reader.
    func drain(_ places: [KafkaPartition]) {
        guard !places.isEmpty else { return }
        let drain = handler.drain
        if !OwnThread.wait(Self.drainTime, { await drain(places) }) {
            logger.warning("Work on Kafka records was not finished in time; they will be read again")
        }
    }

    private func take(_ places: [KafkaPartition], _ consumer: ConsumerHandle) throws {
        let (starts, ends) = offsets(places, consumer)
        let generation = assignment.begin(places, starts: starts)
        logger.info("The Kafka group gave us \(places.count) partitions")
        handler.assigned(KafkaAssignment(places: places, generation: generation, ends: ends))
        try consumer.assign(places.reduce(into: [:]) { $0[$1] = starts[$1] ?? Int64(RD_KAFKA_OFFSET_STORED) })
    }

    /// Where to begin, which is at the commit if the broker still has it, else at the first record there is; and where
    /// the partitions end now.
    private func offsets(
        _ places: [KafkaPartition],
        _ consumer: ConsumerHandle
    ) -> (starts: [KafkaPartition: Int64], ends: [KafkaPartition: Int64]) {
        guard !places.isEmpty else { return ([:], [:]) }
        do {
            let committed = try consumer.committed(places, timeout: Self.askTime)
            let ranges = try consumer.ranges(places, timeout: Self.askTime)
            let starts = ranges.reduce(into: [KafkaPartition: Int64]()) { starts, entry in
                let (place, range) = entry
                guard let offset = committed[place] else { return starts[place] = range.low }
                if offset < range.low {
                    handler.lost(KafkaLostRange(place: place, from: offset, upTo: range.low))
                }
                starts[place] = range.low...max(range.low, range.high) ~= offset ? offset : range.low
            }
            return (starts, ranges.mapValues(\.high))
        } catch {
            logger.notice("Kafka did not say where the partitions begin, its own rule applies: \(error)")
            return ([:], [:])
        }
    }

    private func giveBack(_ places: [KafkaPartition], _ consumer: ConsumerHandle) {
        let isLost = consumer.isAssignmentLost
        drain(places)
        let due = assignment.takeUncommitted()
        assignment.end()
        guard !isLost, !due.isEmpty else { return }
        do {
            try consumer.commit(due, timeout: Self.askTime)
        } catch {
            logger.warning("The last commit before a rebalance failed, records will be read again: \(error)")
        }
    }
}
