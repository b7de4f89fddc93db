import Foundation
import Kafka
import Logging
import Synchronization

let quiet: Logger = {
    var logger = Logger(label: "kafka-tests")
    logger.logLevel = ProcessInfo.processInfo.environment["KAFKA_TEST_LOG"] == nil ? .critical : .debug
    return logger
}()

/// A list that any thread may add to and a test can wait on.
final class Collected<Element: Sendable>: Sendable {
    private let items = Mutex<[Element]>([])

    var all: [Element] { items.withLock(\.self) }

    func add(_ item: Element) {
        items.withLock { $0.append(item) }
    }
}

/// Waits until the condition holds; false when it did not within half a minute.
func eventually(_ condition: @Sendable () async -> Bool) async -> Bool {
    for _ in 0..<1_500 {
        if await condition() { return true }
        try? await Task.sleep(for: .milliseconds(20))
    }
    return false
}

/// Runs consumers beside a test and closes them at its end.
func reading(_ run: @escaping @Sendable () async -> Void, while body: () async throws -> Void) async rethrows {
    let task = Task { await run() }
    do {
        try await body()
        task.cancel()
        await task.value
    } catch {
        task.cancel()
        await task.value
        throw error
    }
}

func text(_ record: KafkaRecord) -> String {
    String(decoding: record.value, as: UTF8.self)
}

/// A topic name no other test uses, also on an outside broker that keeps its topics.
func freshName(_ stem: String) -> String {
    "\(stem)-\(UUID().uuidString.prefix(8))"
}
