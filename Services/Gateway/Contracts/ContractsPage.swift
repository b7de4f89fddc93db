import Foundation
import HTTPTypes
import Messages
import Web

/// 合同管理.
struct ContractsPage: Sendable {
    struct Model: Sendable {
        let tabs: [Tab]
        let box: String
        let filter: [String: String]
        let contracts: [ContractRow]
        let pager: Pager?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        do {
            return try await page(visit, try await Contracts.contracts(visit.readQuery(), visit), flash: nil)
        } catch let refusal as Refusal where refusal.kind == .invalid {
            if let firstPage = visit.firstPage(after: refusal.fields) { return firstPage }
            var answer = try await page(
                visit,
                try await Contracts.contracts(ContractsInput(), visit),
                flash: .bad("筛选条件无法识别，已显示全部合同。")
            )
            answer.status = .unprocessableContent
            return answer
        }
    }

    private func page(_ visit: Visit, _ list: ContractList, flash: Flash?) async throws -> Answer {
        let box = visit.asked("box").flatMap { ContractBox(rawValue: $0) } ?? .all
        let filter = Dictionary(uniqueKeysWithValues: ["q", "from", "to"].map { ($0, visit.asked($0) ?? "") })
        let kept: [(String, String?)] = ["q", "from", "to"].map { ($0, filter[$0]) }
        let model = Model(
            tabs: Self.tabs(box, list.counts, keeping: kept),
            box: box.rawValue,
            filter: filter,
            contracts: list.items.map(ContractRow.init),
            pager: Pager(visit, next: list.next, keeping: [("box", box.rawValue)] + kept)
        )
        return try await pages.answer(
            "contracts",
            model,
            title: "合同管理",
            for: visit,
            nav: .contracts,
            flash: flash
        )
    }

    private static func tabs(_ current: ContractBox, _ counts: BoxCounts, keeping: [(String, String?)]) -> [Tab] {
        let all: [(ContractBox, String, Int)] = [
            (.all, "全部合同", counts.all), (.mine, "待我操作", counts.mine), (.others, "待他人操作", counts.others),
            (.completed, "已完成", counts.completed),
        ]
        return all.map { box, label, count in
            Tab(
                label: label,
                href: Href.joined("/contracts", [("box", box.rawValue)] + keeping),
                count: count > 0 ? Shown.count(count) : nil,
                current: box == current
            )
        }
    }
}
