package import Logging

/// Reads given partitions without a group and without committing, on a thread of its own.
///
/// When the broker comes back empty under a new address, reading goes on at its beginning.
package final class KafkaAssignedConsumer: Sendable {
    /// Where reading starts.
    package enum Start: Sendable {
        /// With the first record written after `run` has positioned itself.
        case end
        case beginning
        /// At these offsets; partitions not named start at the beginning.
        case offsets([KafkaPartition: Int64])
    }

    private let loop: AssignedLoop

    package init(
        _ settings: KafkaSettings,
        partitions: [KafkaPartition],
        from start: Start,
        clientID: String,
        logger: Logger
    ) {
        loop = AssignedLoop(
            settings,
            partitions: partitions,
            start: start,
            clientID: clientID,
            logger: logger
        )
    }

    /// Reads until `close` is called or the task is cancelled; once per consumer.
    ///
    /// `record` is called on the consumer's thread; a call that blocks holds the reading back. `positioned` tells that
    /// from now on no new record is missed: at the start, and again after every new broker.
    package func run(
        positioned: @escaping @Sendable () -> Void = {},
        record: @escaping @Sendable (KafkaRecord) -> Void
    ) async {
        await withTaskCancellationHandler {
            loop.start(positioned: positioned, record: record)
            _ = await loop.life.waitForEnd()
        } onCancel: {
            loop.life.requestClose()
        }
    }

    /// Whether reading is positioned; false while there is no broker.
    package var isPositioned: Bool { loop.isPositioned }

    /// Stops reading; false when that was not done within `timeout`.
    @discardableResult
    package func close(timeout: Duration = .seconds(5)) async -> Bool {
        loop.life.requestClose()
        return await loop.life.waitForEnd(timeout)
    }
}
