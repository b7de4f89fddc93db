import Kafka
import ServiceLifecycle

/// Bounds how long a stop waits for events on their way to a broker that does not answer.
///
/// They stay in the outbox and are sent by the next start.
struct FarewellLimit: Service {
    private static let limit = Duration.seconds(2)

    let producer: KafkaProducer

    func run() async throws {
        try? await gracefulShutdown()
        let producer = producer
        Task {
            try? await Task.sleep(for: Self.limit)
            await producer.close(timeout: .zero)
        }
    }
}
