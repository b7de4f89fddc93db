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
        let parties = PartyRole.inSigningOrder.map { role in
            PartyView(role: role, name: "", status: role == .employee ? employee : enterprise)
        }
        return parties.awaited(ordered: words[1] == "ordered").contains(role)
    }

    /// The states of the contracts that lie in a box of this side, nil for those of all.
    static func states(in box: ContractBox, of role: PartyRole) -> [String]? {
        switch box {
        case .all: nil
        case .mine: signing.filter { StateCount(state: $0).isTurn(of: role) }
        case .others: signing.filter { !StateCount(state: $0).isTurn(of: role) }
        case .completed: [ContractStatus.completed.rawValue]
        }
    }

    /// Every state of contracts that are being signed.
    private static let signing: [String] = ["ordered", "free"].flatMap { order in
        PartyStatus.allCases.flatMap { employee in
            PartyStatus.allCases.map { enterprise in
                [ContractStatus.signing.rawValue, order, employee.rawValue, enterprise.rawValue].joined(separator: " ")
            }
        }
    }

    private init(state: String) {
        self.init(state: state, contracts: 0, seconds: 0)
    }

    private var words: [String] { state.split(separator: " ").map(String.init) }
}
