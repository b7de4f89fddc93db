import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Operations

/// Sends answers; a lost one is asked for again with the same id, so nothing waits for the broker here.
struct ReplySender: Sendable {
    let service: ServiceName
    let producer: KafkaProducer
    let metrics: Metrics
    let logger: Logger

    func send(_ answer: Answer, to request: MessageHeaders) {
        send(answer, id: request.id, type: request.type, reply: request.reply, trace: request.trace)
    }

    /// For requests whose own headers could not be read in full.
    func send(_ answer: Answer, id: MessageID, type: String, reply: MessageHeaders.ReplyAddress?, trace: TraceContext?)
    {
        guard let reply else { return }
        var headers: KafkaHeaders = [
            MessageHeaders.Name.id: id.description,
            MessageHeaders.Name.type: type,
            MessageHeaders.Name.source: service.rawValue,
            MessageHeaders.Name.time: EpochMilliseconds.write(Date()),
            MessageHeaders.Name.correlation: reply.correlation,
            MessageHeaders.Name.status: answer.status.rawValue,
        ]
        if let announced = AnnouncedEvent.write(answer.announced) { headers[MessageHeaders.Name.announced] = announced }
        if let trace { headers[MessageHeaders.Name.traceparent] = trace.description }
        let message = KafkaMessage(
            topic: reply.topic,
            partition: reply.partition,
            key: id.description,
            value: answer.body,
            headers: headers
        )
        producer.send(message) { [metrics, logger] result in
            guard case .failure(let error) = result else { return }
            metrics.counter("suiyue_replies_lost_total", help: "Answers that could not be sent").increment()
            logger.warning("a reply could not be sent", metadata: ["error": "\(error)", "type": "\(type)"])
        }
    }
}
