internal import CRdKafka
import Foundation

/// RD_KAFKA_PARTITION_UA, a macro that Swift cannot see.
private let chosenByKey: Int32 = -1

extension ClientHandle {
    /// What became of the wish to write a message.
    enum Queued {
        /// Its delivery report will carry its number.
        case taken
        /// The client has failed for good, which says nothing against the message.
        case clientFailed
        case refused(KafkaError)
    }

    /// Queues one message without waiting.
    func write(_ message: KafkaMessage, number: UInt) -> Queued {
        let headers = message.headers.pairs.isEmpty ? nil : rd_kafka_headers_new(message.headers.pairs.count)
        for pair in message.headers.pairs {
            rd_kafka_header_add(headers, pair.name, -1, pair.value, pair.value.utf8.count)
        }
        let code = message.value.withUnsafeBytes { value in
            Array((message.key ?? "").utf8).withUnsafeBytes { key in
                suiyue_produce(
                    pointer,
                    message.topic,
                    message.partition ?? chosenByKey,
                    key.isEmpty ? nil : key.baseAddress,
                    key.count,
                    value.baseAddress,
                    value.count,
                    headers,
                    UnsafeMutableRawPointer(bitPattern: number)
                )
            }
        }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return .taken }
        if let headers {
            rd_kafka_headers_destroy(headers)
        }
        // It knows before it has told anybody.
        if code == RD_KAFKA_RESP_ERR__FATAL { return .clientFailed }
        return .refused(KafkaError(code, doing: "queue a message"))
    }
}
