import Identifiers

package enum ContractStatus: String, Word {
    case draft
    case signing
    case completed
    case withdrawn
    case declined
    case expired
    case failed

    /// Whether the same contract may be drafted once more: it has ended, and not because all have signed.
    package var mayBeRelaunched: Bool {
        switch self {
        case .withdrawn, .declined, .expired, .failed: true
        case .draft, .signing, .completed: false
        }
    }
}

package enum PartyRole: String, Word {
    case employee
    case enterprise
}

package enum PartyStatus: String, Word {
    case waiting
    case signed
    case declined
}

package enum ContractBox: String, Word {
    case all
    case mine
    case others
    case completed
}
