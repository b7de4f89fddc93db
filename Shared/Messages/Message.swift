import Identifiers

/// Something one process says to another; its wire name is a literal that never follows a Swift rename.
package protocol Message: Codable, Sendable {
    /// Wire name, `<service>.<name>.v<n>`: the service owns what it is about.
    static var type: String { get }
}

extension Message {
    /// The service that the wire name begins with: it answers a request or announces an event.
    package static var service: ServiceName {
        // No input reaches this: types are literals of the code, and a test asks each of them.
        guard let service = ServiceName(owning: type) else { preconditionFailure("\(type) begins with no service") }
        return service
    }
}

/// A command or query that the Gateway sends to the service that owns the answer.
package protocol Request: Message {
    associatedtype Reply: Codable & Sendable
    static var kind: RequestKind { get }
    /// Requests with one are handled in the order they were sent; nil where none matters.
    var order: String? { get }
}

/// A request that changes something.
package protocol Command: Request {
    /// Commands with one key are handled in the order they were sent; the identifier of what they change.
    var key: String { get }
}

extension Command {
    package static var kind: RequestKind { .command }
    package var order: String? { key }
}

/// A request that only reads; any instance may answer it, in any order.
package protocol Query: Request {}

extension Query {
    package static var kind: RequestKind { .query }
    package var order: String? { nil }
}

/// A fact that its owner announces through the outbox.
package protocol Event: Message {
    /// Events with one key arrive in the order they happened.
    var key: String { get }
}

package enum RequestKind: String, Word {
    /// Changes something: goes through the inbox, so a repeat has one effect.
    case command
    /// Reads only: may be asked again at any time.
    case query
}

package enum ServiceName: String, Word {
    case identity
    case onboarding
    case contracts
    case signing
    case notifier

    /// The service whose name a wire name begins with, if there is one.
    package init?(owning type: String) {
        self.init(rawValue: String(type.prefix { $0 != "." }))
    }

    package var commands: String { rawValue + ".commands" }
    package var queries: String { rawValue + ".queries" }
    package var events: String { rawValue + ".events" }
    package var deadLetters: String { rawValue + ".dead-letters" }

    package func topic(for kind: RequestKind) -> String {
        switch kind {
        case .command: commands
        case .query: queries
        }
    }
}

/// The answer of a request that has nothing to tell but that it was done.
package struct Done: Codable, Sendable {}
