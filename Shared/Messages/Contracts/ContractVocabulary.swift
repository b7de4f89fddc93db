import Identifiers

package enum ContractStatus: String, Word {
    case draft
    case signing
    case completed
    case withdrawn
    case declined
    case expired
    case failed
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
