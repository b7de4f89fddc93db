internal import CRdKafka
import Foundation

/// RD_KAFKA_PARTITION_UA, a macro that Swift cannot see.
private let chosenByKey: Int32 = -1

extension ClientHandle {
    /// Queues one message without waiting; nil when it was taken, and its delivery report will carry `number`.
    func write(_ message: KafkaMessage, number: UInt) -> KafkaError? {
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
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        if let headers {
            rd_kafka_headers_destroy(headers)
        }
        return KafkaError(code, doing: "queue a message")
    }
}
