package import Logging

/// Where a group stands that nobody consumes in: people who work through a topic by hand.
package struct KafkaGroupPosition: Sendable {
    private static let patience = Duration.seconds(5)

    private let settings: KafkaSettings
    private let group: String
    private let clientID: String
    private let logger: Logger

    package init(_ settings: KafkaSettings, group: String, clientID: String, logger: Logger) {
        self.settings = settings
        self.group = group
        self.clientID = clientID
        self.logger = logger
    }

    /// The first offset not yet done; nil when nothing ever was.
    package func next(in place: KafkaPartition) async throws -> Int64? {
        try await withConsumer { try $0.committed([place], timeout: Self.patience)[place] }
    }

    /// Notes that everything before `offset` is done.
    package func move(to offset: Int64, in place: KafkaPartition) async throws {
        try await withConsumer { try $0.commit([place: offset], timeout: Self.patience) }
    }

    private func withConsumer<Value: Sendable>(
        _ body: @escaping @Sendable (ConsumerHandle) throws -> Value
    ) async throws -> Value {
        try await OwnThread.run("kafka-position", timeout: Self.patience * 3) { [self] in
            let client = try ReaderClient.following(
                nil,
                settings,
                clientID: clientID,
                group: group,
                logger: logger
            )
            return try body(client.consumer)
        }
    }
}
