import Foundation
import Identifiers
import Messages
import Web

/// What became of each contract of one launch.
struct LaunchResult: Sendable {
    /// Contracts composed at the same time; composing is work of some hundredths of a second each.
    private static let atOnce = 6

    private var launched: [ContractID] = []
    private var refused: [(id: ContractID, code: String)] = []

    /// Launches every draft; one that cannot be launched does not keep the others from it.
    static func of(_ drafts: [ContractID], _ visit: Visit) async throws -> LaunchResult {
        var codes: [ContractID: String] = [:]
        var rest = drafts[...]
        while !rest.isEmpty {
            try await withThrowingTaskGroup(of: (ContractID, String?).self) { group in
                for id in rest.prefix(atOnce) {
                    group.addTask { (id, try await refusalCode(id, visit)) }
                }
                for try await (id, code) in group { codes[id] = code }
            }
            rest = rest.dropFirst(atOnce)
        }
        var result = LaunchResult()
        for id in drafts {
            if let code = codes[id] { result.refused.append((id, code)) } else { result.launched.append(id) }
        }
        return result
    }

    /// Nil when it stands before its signers; no answer in time is thrown on, so that the whole is asked again.
    private static func refusalCode(_ id: ContractID, _ visit: Visit) async throws -> String? {
        do {
            _ = try await Contracts.launch(id, visit)
            return nil
        } catch let refusal as Refusal {
            return refusal.fields.values.first ?? refusal.code
        }
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

    /// Reads the address back.
    init(_ visit: Visit) {
        launched = Self.list("ids", visit).compactMap { ContractID($0) }
        refused = Self.list("refused", visit).compactMap { text in
            let parts = text.split(separator: "~").map(String.init)
            guard parts.count == 2, let id = ContractID(parts[0]) else { return nil }
            return (id, parts[1])
        }
    }

    private init() {}

    /// Every contract in order with the code that kept it back.
    var all: [(id: ContractID, code: String?)] {
        refused.map { ($0.id, $0.code) } + launched.map { ($0, nil) }
    }

    private static func list(_ name: String, _ visit: Visit) -> [String] {
        let text = visit.asked(name, longest: 30_000) ?? ""
        return text.split(separator: ",").prefix(200).map(String.init)
    }
}
