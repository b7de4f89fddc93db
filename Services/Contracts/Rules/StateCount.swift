import Messages

/// How many contracts a side has in one state.
struct StateCount: Sendable {
    let state: String
    let contracts: Int
    /// From launch to completion, of all together.
    let seconds: Double
}

extension StateCount {
    var status: ContractStatus? { ContractStatus(rawValue: words.first ?? "") }

    /// Whether this side has to act on a contract in this state.
    func isTurn(of role: PartyRole) -> Bool {
        guard words.count == 4, let employee = PartyStatus(rawValue: words[2]),
            let enterprise = PartyStatus(rawValue: words[3])
        else { return false }
        let parties = [
            PartyView(role: .employee, name: "", status: employee),
            PartyView(role: .enterprise, name: "", status: enterprise),
        ]
        return parties.awaited(ordered: words[1] == "ordered").contains(role)
    }

    private var words: [String] { state.split(separator: " ").map(String.init) }
}
