internal import CRdKafka
import Foundation

extension KafkaRecord {
    /// Copies a message out of librdkafka's memory.
    init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, generation: UInt64) {
        let content = message.pointee
        var headers = KafkaHeaders()
        var list: OpaquePointer?
        if rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list {
            var name: UnsafePointer<CChar>?
            var bytes: UnsafeRawPointer?
            var size = 0
            var index = 0
            while rd_kafka_header_get_all(list, index, &name, &bytes, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
                index += 1
                guard let name else { continue }
                let text = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : size)
                headers.append(String(cString: name), String(decoding: text, as: UTF8.self))
            }
        }
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let milliseconds = rd_kafka_message_timestamp(message, &kind)
        self.init(
            topic: content.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? "",
            partition: content.partition,
            offset: content.offset,
            key: content.key.map {
                String(decoding: UnsafeRawBufferPointer(start: $0, count: content.key_len), as: UTF8.self)
            },
            value: content.payload.map { Data(bytes: $0, count: content.len) } ?? Data(),
            headers: headers,
            timestamp: Date(timeIntervalSince1970: Double(max(0, milliseconds)) / 1_000),
            generation: generation
        )
    }
}
