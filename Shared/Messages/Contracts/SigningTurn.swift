extension PartyRole {
    /// In which order the sides of a new contract sign, where they sign one after the other.
    package static let inSigningOrder: [PartyRole] = [.employee, .enterprise]
}

/// One side of a contract, as far as whose turn it is depends on it.
package protocol SigningParty {
    var role: PartyRole { get }
    var status: PartyStatus { get }
}

extension Collection where Element: SigningParty {
    /// The roles that may sign now while a contract is being signed; in an ordered one that is the first in order.
    package func awaited(ordered: Bool) -> [PartyRole] {
        let waiting = filter { $0.status == .waiting }.map(\.role)
        return ordered ? Array(waiting.prefix(1)) : waiting
    }
}

extension PartyView: SigningParty {}
