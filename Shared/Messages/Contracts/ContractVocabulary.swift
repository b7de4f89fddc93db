package enum ContractStatus: String, Codable, Sendable, CaseIterable {
    case draft
    case signing
    case completed
    case withdrawn
    case declined
    case expired
    case failed
}

package enum PartyRole: String, Codable, Sendable {
    case employee
    case enterprise
}

package enum PartyStatus: String, Codable, Sendable {
    case waiting
    case signed
    case declined
}

package enum ContractBox: String, Codable, Sendable, CaseIterable {
    case all
    case mine
    case others
    case completed
}
