import Foundation
import Identifiers
package import Postgres
import Synchronization

/// The events that the handling of one message has announced so far, for its reply to name.
final class AnnouncedNames: Sendable {
    private let events = Mutex<[AnnouncedEvent]>([])

    func add(_ added: [AnnouncedEvent]) { events.withLock { $0 += added } }

    /// The handling begins, or its effect was undone.
    func clear() { events.withLock { $0 = [] } }

    var all: [AnnouncedEvent] { events.withLock { $0 } }
}

extension Transaction {
    /// Lets the reply name what was announced lately about these keys: for a query that shows what a job has done.
    package func nameEvents(about keys: [String]) async throws {
        guard let names = MessagingContext.current?.announced else { return }
        let rows = try await query(
            """
            SELECT id, type, key FROM outbox
            WHERE key = ANY(\(keys)) AND created_at > now() - interval '10 seconds'
                AND \(Outbox.onDays(from: .now, to: .now))
            """
        )
        names.add(
            try rows.map { AnnouncedEvent(id: try $0.get("id"), type: try $0.get("type"), key: try $0.get("key")) }
        )
    }
}
