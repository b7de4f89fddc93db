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
        let rows = try await withThrowingTaskGroup(of: (Int, Row).self) { group in
            for (place, contract) in result.all.enumerated() {
                group.addTask { (place, try await Self.row(contract.id, contract.code, visit)) }
            }
            return try await group.reduce(into: [:]) { rows, row in rows[row.0] = row.1 }
        }
        let failed = result.all.filter { $0.code != nil }.count
        let model = Model(
            launched: result.all.count - failed,
            failed: failed,
            hasFailed: failed > 0,
            contracts: rows.sorted { $0.key < $1.key }.map(\.value)
        )
        return try await pages.answer("launch-result", model, title: "发起结果", for: visit, nav: .contracts)
    }

    private static func row(_ id: ContractID, _ code: String?, _ visit: Visit) async throws -> Row {
        let item = try await visit.ask(GetContract(contractID: id), part: id.description).item
        let isDraft = item.status == .draft
        return Row(
            href: "/contracts/\(id)",
            employee: item.employeeName,
            phone: item.employeePhoneMasked,
            tag: isDraft ? Tag("未发起", .bad) : Tag("已发起", .done),
            reason: isDraft ? code.map { visit.wording.sentence($0) } : nil
        )
    }
}
