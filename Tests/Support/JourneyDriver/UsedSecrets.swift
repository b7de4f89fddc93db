import Synchronization

/// What was entered or handed out and may appear nowhere in plain.
package final class UsedSecrets: Sendable {
    package enum Kind: String, Sendable, Hashable {
        case phone
        case idNumber = "ID number"
        case address
        case code
        case password
        case token
        case link = "invitation code"
    }

    package struct Secret: Sendable, Hashable {
        package let text: String
        package let kind: Kind

        package init(text: String, kind: Kind) {
            self.text = text
            self.kind = kind
        }
    }

    private let used = Mutex<Set<Secret>>([])

    package init() {}

    package func add(_ text: String, _ kind: Kind) {
        _ = used.withLock { $0.insert(Secret(text: text, kind: kind)) }
    }

    package var all: [Secret] {
        used.withLock { $0 }.sorted { ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text) }
    }
}
