internal import CRdKafka
import Foundation
internal import Logging
import Synchronization

typealias PartitionList = UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

/// What librdkafka calls back into; one per handle, alive until the handle is destroyed.
///
/// Unchecked because the closures are set before the handle exists and only read afterwards.
final class ClientContext: @unchecked Sendable {
    let logger: Logger
    /// The number given to the message, the outcome, the place.
    ///
    /// A message that failed because the whole client did is told as RD_KAFKA_RESP_ERR__FATAL.
    var onDelivery: ((UInt, rd_kafka_resp_err_t, KafkaDelivery) -> Void)?
    var onRebalance: ((rd_kafka_resp_err_t, PartitionList) -> Void)?
    var onCommit: ((rd_kafka_resp_err_t, PartitionList?) -> Void)?
    var onFatal: (() -> Void)?
    private let trouble = Mutex<(text: String, at: ContinuousClock.Instant)?>(nil)
    private let troubles = Mutex<[Int32: String]>([:])
    private let quietUntil = Mutex<[String: ContinuousClock.Instant]>([:])

    init(logger: Logger) {
        self.logger = logger
    }

    static func from(_ opaque: UnsafeMutableRawPointer?) -> ClientContext? {
        opaque.map { Unmanaged<ClientContext>.fromOpaque($0).takeUnretainedValue() }
    }

    /// What the client last said about its connections, if it was in the last minute; it does not repeat itself sooner.
    var recentTrouble: String? {
        trouble.withLock { trouble in
            guard let trouble, ContinuousClock.now < trouble.at + .seconds(60) else { return nil }
            return trouble.text
        }
    }

    /// What the client last told of this kind of trouble, without the address and its own timing.
    func trouble(_ code: rd_kafka_resp_err_t) -> String? {
        guard let text = troubles.withLock({ $0[code.rawValue] }) else { return nil }
        let words = text.range(of: ": ").map { text[$0.upperBound...] } ?? text[...]
        return String(words.range(of: " (after ").map { words[..<$0.lowerBound] } ?? words)
    }

    /// The error of a call, with what the client said about its connections when that is why.
    func error(_ code: rd_kafka_resp_err_t, doing action: String) -> KafkaError {
        explain(KafkaError(code, doing: action))
    }

    /// Adds what the client said about its connections to an error that may come of them.
    func explain(_ error: KafkaError) -> KafkaError {
        switch error.reason {
        case .timedOut, .unreachable, .unknownTopic:
            recentTrouble.map { KafkaError(error.reason, "\(error.detail) (\($0))") } ?? error
        default: error
        }
    }

    /// Logs; the same facility again within ten seconds only at debug level, since a lost broker repeats itself.
    func log(_ level: Logger.Level, facility: String, _ text: String) {
        let now = ContinuousClock.now
        let isRepeat = quietUntil.withLock { quiet in
            if let until = quiet[facility], now < until { return true }
            quiet[facility] = now + .seconds(10)
            return false
        }
        logger.log(
            level: isRepeat ? .debug : level,
            "Kafka client: \(text)",
            metadata: ["facility": .string(facility)]
        )
    }

    /// Installs every callback into a configuration.
    func install(in configuration: OpaquePointer) {
        rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(self).toOpaque())
        rd_kafka_conf_set_log_cb(configuration) { handle, level, facility, text in
            guard let handle, let text, let context = ClientContext.from(rd_kafka_opaque(handle)) else { return }
            if level <= 3 {
                context.trouble.withLock { $0 = (String(cString: text), .now) }
            }
            context.log(
                level <= 4 ? .warning : .debug,
                facility: facility.map { String(cString: $0) } ?? "",
                String(cString: text)
            )
        }
        rd_kafka_conf_set_error_cb(configuration) { _, code, reason, opaque in
            guard let context = ClientContext.from(opaque) else { return }
            let error = rd_kafka_resp_err_t(rawValue: code)
            let name = String(cString: rd_kafka_err2name(error))
            let text = reason.map { String(cString: $0) } ?? name
            context.troubles.withLock { $0[code] = text }
            context.log(.warning, facility: name, text)
            if error == RD_KAFKA_RESP_ERR__FATAL {
                context.onFatal?()
            }
        }
        if onDelivery != nil {
            rd_kafka_conf_set_dr_msg_cb(configuration) { handle, message, opaque in
                guard let handle, let message else { return }
                let hasFailed = message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR
                let isFatal = hasFailed && rd_kafka_fatal_error(handle, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR
                let delivery = KafkaDelivery(partition: message.pointee.partition, offset: message.pointee.offset)
                let number = UInt(bitPattern: message.pointee._private)
                let code = isFatal ? RD_KAFKA_RESP_ERR__FATAL : message.pointee.err
                ClientContext.from(opaque)?.onDelivery?(number, code, delivery)
            }
        }
        if onRebalance != nil {
            rd_kafka_conf_set_rebalance_cb(configuration) { _, code, list, opaque in
                guard let list else { return }
                ClientContext.from(opaque)?.onRebalance?(code, list)
            }
        }
        if onCommit != nil {
            rd_kafka_conf_set_offset_commit_cb(configuration) { _, code, list, opaque in
                ClientContext.from(opaque)?.onCommit?(code, list)
            }
        }
    }
}
