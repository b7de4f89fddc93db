import Foundation
import Identifiers
import Messages
import Web

/// What became of each contract of one launch.
struct LaunchResult: Sendable {
    private let launched: [ContractID]
    private let refused: [(id: ContractID, code: String)]

    init(_ reply: LaunchContracts.Reply) {
        launched = reply.launched
        refused = reply.refused.map { ($0.contractID, $0.code) }
    }

    /// The page that shows it.
    var href: String {
        Href.joined(
            "/contracts/launched",
            [
                ("ids", launched.map(\.description).joined(separator: ",")),
                ("refused", refused.map { "\($0.id)~\($0.code)" }.joined(separator: ",")),
            ]
        )
    }

    /// Reads the address back, as far as one launch can go.
    init(_ visit: Visit) {
        let most = DraftContracts.mostAtOnce
        let refused = Self.list("refused", visit, most).compactMap { text -> (id: ContractID, code: String)? in
            let parts = text.split(separator: "~").map(String.init)
            guard parts.count == 2, let id = ContractID(parts[0]) else { return nil }
            return (id, parts[1])
        }
        self.refused = refused
        launched = Self.list("ids", visit, most - refused.count).compactMap { ContractID($0) }
    }

    /// Every contract in order with the code that kept it back.
    var all: [(id: ContractID, code: String?)] {
        refused.map { ($0.id, $0.code) } + launched.map { ($0, nil) }
    }

    private static func list(_ name: String, _ visit: Visit, _ most: Int) -> [String] {
        let text = visit.asked(name, longest: 30_000) ?? ""
        return text.split(separator: ",").prefix(most).map(String.init)
    }
}
