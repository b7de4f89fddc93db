internal import CRdKafka
import Foundation

/// One librdkafka client.
///
/// Unchecked because librdkafka handles may be used from any thread; whoever owns one destroys it when no other thread
/// can still reach it.
final class ClientHandle: @unchecked Sendable {
    /// What the client is for.
    enum Kind {
        case producer
        case consumer
    }

    let pointer: OpaquePointer
    let context: ClientContext

    /// Starts a client; it connects by itself in the background.
    init(_ kind: Kind, _ properties: [String: String], context: ClientContext) throws {
        guard let configuration = rd_kafka_conf_new() else {
            throw KafkaError(.configuration, "no configuration object")
        }
        var text = [CChar](repeating: 0, count: 512)
        for (name, value) in properties {
            guard rd_kafka_conf_set(configuration, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(configuration)
                throw KafkaError(.configuration, "client property \(name) is not accepted")
            }
        }
        context.install(in: configuration)
        let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
        // This version waits for its timers in whole milliseconds and asks the clock all through the rest, which is most of
        // what an idle client does. Its threads have this one's slack: they end such a wait when the timer is due.
        let slack = suiyue_set_timer_slack(1_000_000)
        defer { _ = suiyue_set_timer_slack(slack) }
        guard let pointer = rd_kafka_new(type, configuration, &text, text.count) else {
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(.configuration, text.withUnsafeBufferPointer(Self.string))
        }
        if kind == .consumer {
            rd_kafka_poll_set_consumer(pointer)
        }
        self.pointer = pointer
        self.context = context
    }

    /// Destroys the client on a thread of its own, because that can take long when the broker is gone.
    ///
    /// Nothing may use the handle afterwards. A group member that wants to leave politely closes first.
    func destroyInBackground() {
        OwnThread.start("kafka-destroy") { [self] in destroy() }
    }

    /// Destroys the client; nothing may use the handle afterwards.
    func destroy() {
        rd_kafka_destroy_flags(pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
        withExtendedLifetime(context) {}
    }

    /// The cluster's own name; for the embedded broker, whose name is only a number in its process, with its address.
    func clusterID(address: String, timeout: Duration = .zero) -> String? {
        guard let text = rd_kafka_clusterid(pointer, timeout.milliseconds) else { return nil }
        defer { rd_kafka_mem_free(pointer, text) }
        let name = String(cString: text)
        return name.hasPrefix(EmbeddedBroker.clusterPrefix) ? "\(name)@\(address)" : name
    }

    private static func string(_ buffer: UnsafeBufferPointer<CChar>) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
