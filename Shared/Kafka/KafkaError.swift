internal import CRdKafka

/// A technical failure of the message broker or its client, safe to log.
package struct KafkaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, as far as a caller can act on it.
    package enum Reason: String, Sendable {
        /// The local send queue is full: the caller should push back.
        case queueFull = "queue-full"
        /// No answer within the time allowed; a message may nevertheless have been written.
        case timedOut = "timed-out"
        /// No broker can be reached.
        case unreachable
        case unknownTopic = "unknown-topic"
        case notAuthorized = "not-authorized"
        /// The message exceeds the size limit; sending it again cannot succeed.
        case tooLarge = "too-large"
        /// The client was closed.
        case closed
        /// A setting is not accepted.
        case configuration
        /// An answer came that breaks the protocol.
        case unreadable
        case other
    }

    package let reason: Reason
    package let detail: String

    package init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    init(_ code: rd_kafka_resp_err_t, doing action: String) {
        let name = String(cString: rd_kafka_err2name(code))
        self.init(Reason(code), "\(action): \(name)")
    }

    /// Whether the same call can succeed later.
    package var isRetriable: Bool {
        switch reason {
        case .queueFull, .timedOut, .unreachable, .unreadable, .other: true
        case .unknownTopic, .notAuthorized, .tooLarge, .closed, .configuration: false
        }
    }

    package var description: String { "kafka \(reason.rawValue): \(detail)" }
}

extension KafkaError.Reason {
    fileprivate init(_ code: rd_kafka_resp_err_t) {
        switch code {
        case RD_KAFKA_RESP_ERR__QUEUE_FULL:
            self = .queueFull
        case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
            RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__WAIT_COORD:
            self = .timedOut
        case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE:
            self = .unreachable
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
            RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
            self = .unknownTopic
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR__AUTHENTICATION:
            self = .notAuthorized
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
            self = .tooLarge
        case RD_KAFKA_RESP_ERR__DESTROY:
            self = .closed
        case RD_KAFKA_RESP_ERR__BAD_MSG, RD_KAFKA_RESP_ERR__UNDERFLOW:
            self = .unreadable
        default:
            self = .other
        }
    }
}
