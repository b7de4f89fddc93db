import Foundation
import Identifiers

/// Something one process says to another; its wire name is a literal that never follows a Swift rename.
package protocol Message: Codable, Sendable {
    /// Wire name, `<service>.<name>.v<n>`.
    static var type: String { get }
}

/// A command or query that the Gateway sends to the service that owns the answer.
package protocol Request: Message {
    associatedtype Reply: Codable & Sendable
    static var service: ServiceName { get }
    static var kind: RequestKind { get }
    /// Requests with one key are handled in the order they were sent.
    var key: String { get }
}

/// A fact that its owner announces through the outbox.
package protocol Event: Message {
    static var service: ServiceName { get }
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
package struct Done: Codable, Sendable {
    package init() {}
}
