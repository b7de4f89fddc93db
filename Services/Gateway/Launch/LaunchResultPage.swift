import Foundation
import Identifiers
import Messages
import Web

/// What became of a launch.
struct LaunchResultPage: Sendable {
    struct Row: Sendable {
        let href: String
        let employee: String
        let phone: String
        let tag: Tag
        let reason: String?
    }

    struct Model: Sendable {
        let launched: Int
        let failed: Int
        let hasFailed: Bool
        let contracts: [Row]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let result = LaunchResult(visit)
        guard !result.all.isEmpty else { return .seeOther("/contracts") }
        let found = try await visit.ask(GetContracts(contractIDs: result.all.map(\.id))).contracts
        let items = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        let shown = result.all.compactMap { contract in items[contract.id].map { ($0, contract.code) } }
        guard !shown.isEmpty else { throw Refusal.notFound("contracts.contract-unknown") }
        let failed = shown.count { $0.1 != nil }
        let model = Model(
            launched: shown.count - failed,
            failed: failed,
            hasFailed: failed > 0,
            contracts: shown.map { Self.row($0, $1, visit) }
        )
        return try await pages.answer("launch-result", model, title: "发起结果", for: visit, nav: .contracts)
    }

    private static func row(_ item: ContractItem, _ code: String?, _ visit: Visit) -> Row {
        let isDraft = item.status == .draft
        return Row(
            href: "/contracts/\(item.id)",
            employee: item.employeeName,
            phone: item.employeePhoneMasked,
            tag: isDraft ? Tag("未发起", .bad) : Tag("已发起", .done),
            reason: isDraft ? code.map { visit.wording.sentence($0) } : nil
        )
    }
}
