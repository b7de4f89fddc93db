import Hummingbird

/// How a provider may fail, chosen by the name or the phone number it is asked about.
enum Failure: Sendable, Equatable {
    /// The provider says that what was asked does not agree.
    case mismatch
    /// The provider knows nobody of that name.
    case notFound
    /// The provider keeps the caller waiting until the caller gives up.
    case silent
    /// The provider answers with an error of its own.
    case broken
    /// The provider asks to come back in a second; the next call succeeds.
    case limited

    /// The failure that any of the names asks for by a word inside it.
    init?(names: [String]) {
        func asked(_ word: String) -> Bool {
            names.contains { $0.contains(word) }
        }
        switch true {
        case asked("超时"): self = .silent
        case asked("故障"): self = .broken
        case asked("限流"): self = .limited
        case asked("不符"): self = .mismatch
        case asked("查无"): self = .notFound
        default: return nil
        }
    }

    /// The failure that a phone number asks for by its last four digits.
    init?(phone: String) {
        switch phone.suffix(4) {
        case "0404": self = .broken
        case "0429": self = .limited
        case "0504": self = .silent
        default: return nil
        }
    }
}

/// Remembers which failures that happen once have happened.
actor FailureMemory {
    private var seen = BoundedMemory<String, Bool>(limit: 10_000)

    /// True the first time it is asked about this key, false from then on.
    func isFirst(_ key: String) -> Bool {
        guard seen[key] == nil else { return false }
        seen.remember(true, for: key)
        return true
    }
}
