import Foundation
import Identifiers
import Messages
import ObjectStore
import Web

/// 我的合同.
struct WorkerContractsPage: Sendable {
    struct Row: Sendable {
        let href: String
        let name: String
        let enterprise: String
        let at: String
        let signers: String
        let tag: Tag
        let toSign: Bool
        let downloadHref: String?

        init(_ item: ContractItem) {
            href = "/contracts/\(item.id)"
            name = item.name
            enterprise = item.enterpriseName
            at = item.launchedAt.map(Shown.minute) ?? "未发起"
            signers = item.parties.map(\.name).joined(separator: "、")
            tag = Tag(item, side: .worker)
            toSign = item.myTurn
            downloadHref = "/contracts/\(item.id)/download"
        }
    }

    struct Model: Sendable {
        let tabs: [Tab]
        let contracts: [Row]
        let pager: Pager?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let input: ContractsInput = try visit.readQuery()
        let found = try await Contracts.contracts(input, visit)
        let box = visit.asked("box") == nil ? ContractBox.all : input.box
        return try await pages.answer(
            "worker-contracts",
            Model(
                tabs: Self.tabs(found.counts, current: box),
                contracts: found.items.map(Row.init),
                pager: Pager(visit, next: found.next, keeping: [("box", box.rawValue)])
            ),
            title: "我的合同",
            for: visit,
            nav: .contracts
        )
    }

    private static func tabs(_ counts: BoxCounts, current: ContractBox) -> [Tab] {
        let boxes: [(ContractBox, String, Int?)] = [
            (.all, "全部", nil), (.mine, "待我操作", counts.mine), (.others, "待他人操作", counts.others),
            (.completed, "已完成", nil),
        ]
        return boxes.map { box, label, count in
            Tab(
                label: label,
                href: "/contracts?box=\(box.rawValue)",
                count: count.flatMap { $0 > 0 ? Shown.count($0) : nil },
                current: box == current
            )
        }
    }
}

/// The PDF of a contract as it stands, under an address that a list can know.
enum ContractDownload {
    static func open(_ visit: Visit) async throws -> Answer {
        let view = try await visit.ask(GetContract(contractID: try visit.id("id")))
        let asked = visit.asked("document")
        guard let document = view.documents.first(where: { asked == nil || $0.id.description == asked }) else {
            throw Refusal.notFound("contracts.document-unknown")
        }
        return try await Contracts.document(document.id, of: view.item.id, visit)
    }
}
