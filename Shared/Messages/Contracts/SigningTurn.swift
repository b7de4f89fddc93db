/// One side of a contract, as far as whose turn it is depends on it.
package protocol SigningParty {
    var role: PartyRole { get }
    var status: PartyStatus { get }
}

extension Collection where Element: SigningParty {
    /// The roles that may sign now while a contract is being signed; in an ordered one the employee comes first.
    package func awaited(ordered: Bool) -> [PartyRole] {
        let waiting = filter { $0.status == .waiting }.map(\.role)
        return ordered && waiting.contains(.employee) ? [.employee] : waiting
    }
}

extension PartyView: SigningParty {}
