import Foundation
package import Identifiers

/// An event as a reply names it: what was confirmed, and what the services that hear of it must know of next.
package struct AnnouncedEvent: Sendable, Hashable {
    package let id: MessageID
    package let type: String
    /// The event's key: the identifier of what it is about.
    package let key: String

    package init(id: MessageID, type: String, key: String) {
        self.id = id
        self.type = type
        self.key = key
    }

    /// Header text: `<id> <type> <key>`, joined by commas; keys are identifiers and have neither.
    static func write(_ events: some Collection<AnnouncedEvent>) -> String? {
        events.isEmpty ? nil : events.map { "\($0.id) \($0.type) \($0.key)" }.joined(separator: ",")
    }

    /// What cannot be read is left out: a request that does not wait for it is answered as it would be without.
    static func read(_ text: String?) -> [AnnouncedEvent] {
        (text ?? "").split(separator: ",").compactMap { event in
            let parts = event.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let id = MessageID(String(parts[0])) else { return nil }
            return AnnouncedEvent(id: id, type: String(parts[1]), key: String(parts[2]))
        }
    }
}
