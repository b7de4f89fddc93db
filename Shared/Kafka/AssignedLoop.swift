internal import CRdKafka
import Foundation
internal import Logging
import Synchronization

/// The assigned consumer's thread.
final class AssignedLoop: Sendable {
    /// librdkafka wants a group name for every consumer; this one never joins or commits.
    private static let group = "suiyue-assigned"

    let life = LoopLife()
    private let settings: KafkaSettings
    private let partitions: [KafkaPartition]
    private let start: KafkaAssignedConsumer.Start
    private let clientID: String
    private let logger: Logger
    private let positioned = Mutex(false)

    init(
        _ settings: KafkaSettings,
        partitions: [KafkaPartition],
        start: KafkaAssignedConsumer.Start,
        clientID: String,
        logger: Logger
    ) {
        self.settings = settings
        self.partitions = partitions
        self.start = start
        self.clientID = clientID
        self.logger = logger
    }

    var isPositioned: Bool { positioned.withLock(\.self) }

    func start(positioned: @escaping @Sendable () -> Void, record: @escaping @Sendable (KafkaRecord) -> Void) {
        life.start("kafka-assigned") { [self] in run(onPositioned: positioned, record: record) }
    }
}

// MARK: - On the thread

extension AssignedLoop {
    /// Where reading stands, kept from one client to the next.
    private struct Progress {
        var next: [KafkaPartition: Int64] = [:]
        var cluster: String?
    }

    private func run(onPositioned: () -> Void, record: (KafkaRecord) -> Void) {
        var file = BrokerAddress(settings.brokers)
        var address: String?
        var progress = Progress()
        var current: ConsumerHandle?
        var nextLook = ContinuousClock.now
        while !life.mayClose {
            if let changed = file.change() {
                drop(current)
                current = nil
                address = changed
            }
            guard let address else {
                Thread.sleep(forTimeInterval: 0.05)
                continue
            }
            guard let consumer = current ?? open(address) else {
                Thread.sleep(forTimeInterval: 1)
                continue
            }
            current = consumer
            guard isPositioned else {
                if position(consumer, address, &progress) {
                    positioned.withLock { $0 = true }
                    onPositioned()
                } else {
                    Thread.sleep(forTimeInterval: 0.1)
                }
                continue
            }
            turn(consumer, &progress, record)
            guard nextLook <= .now else { continue }
            nextLook = .now + .seconds(1)
            if let cluster = consumer.client.clusterID(address: address), cluster != progress.cluster {
                logger.warning("Another Kafka cluster answers: reading goes on at its beginning")
                drop(consumer)
                current = nil
            }
        }
        drop(current)
    }

    private func turn(_ consumer: ConsumerHandle, _ progress: inout Progress, _ record: (KafkaRecord) -> Void) {
        let until = ContinuousClock.now + .milliseconds(50)
        var timeout = Duration.milliseconds(100)
        while true {
            switch consumer.poll(timeout) {
            case .nothing:
                return
            case .record(let item):
                progress.next[item.place] = item.offset + 1
                record(item)
            case .problem(let code, let text):
                consumer.client.context.log(
                    .warning,
                    facility: String(cString: rd_kafka_err2name(code)),
                    "reading: \(text)"
                )
            }
            guard ContinuousClock.now < until, !life.mayClose else { return }
            timeout = .zero
        }
    }

    private func open(_ address: String) -> ConsumerHandle? {
        do {
            return try ConsumerHandle(
                ClientHandle(
                    .consumer,
                    settings.consumerProperties(address: address, clientID: clientID, group: Self.group),
                    context: ClientContext(logger: logger)
                )
            )
        } catch {
            logger.error("The Kafka consumer cannot start: \(error)")
            return nil
        }
    }

    private func drop(_ consumer: ConsumerHandle?) {
        positioned.withLock { $0 = false }
        consumer?.client.destroyInBackground()
    }

    /// Asks which offsets exist and begins at explicit ones: "the end" would be looked up too late, after records that
    /// were written in between.
    private func position(_ consumer: ConsumerHandle, _ address: String, _ progress: inout Progress) -> Bool {
        do {
            let ranges = try consumer.ranges(partitions, timeout: .seconds(2))
            guard ranges.count == Set(partitions).count,
                let cluster = consumer.client.clusterID(address: address, timeout: .seconds(1))
            else { return false }
            let isFirst = progress.cluster == nil
            let isSame = progress.cluster == cluster
            var offsets: [KafkaPartition: Int64] = [:]
            for (place, range) in ranges {
                let wanted: Int64? =
                    if isSame { progress.next[place] } else if isFirst { first(place, range) } else { nil }
                offsets[place] = wanted.map { min(max($0, range.low), range.high) } ?? range.low
            }
            try consumer.assign(offsets)
            progress = Progress(next: offsets, cluster: cluster)
            return true
        } catch {
            consumer.client.context.log(.notice, facility: "POSITION", "\(error)")
            return false
        }
    }

    private func first(_ place: KafkaPartition, _ range: ConsumerHandle.Range) -> Int64 {
        switch start {
        case .end: range.high
        case .beginning: range.low
        case .offsets(let offsets): offsets[place] ?? range.low
        }
    }
}
