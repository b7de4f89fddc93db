import Foundation
import HTTPTypes
import Identifiers
import Messages
import Web

/// 操作日志, for administrators.
struct OperationLogPage: Sendable {
    struct Row: Sendable {
        let at: String
        let actor: String
        let title: String
        let href: String?
        let subject: String
        let trace: String?

        init(_ operation: OperationModel) {
            at = Shown.second(operation.at)
            // Neither a person nor the platform is named where it is not known who it was.
            actor = operation.actor?.name ?? "–"
            title = operation.title
            subject = operation.subject
            trace = operation.trace
            href =
                switch OperationWording.subject(of: operation.type) {
                case .contract: "/contracts/\(operation.subject)"
                case .submission: "/submissions/\(operation.subject)"
                case nil: nil
                }
        }
    }

    struct Model: Sendable {
        let subnav = ["operations": true]
        let types: [ControlChoice]
        let members: [ControlChoice]
        let filter: [String: String]
        let operations: [Row]
        let pager: Pager?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        do {
            return try await page(visit, try await OperationLog.list(visit.readQuery(), visit), flash: nil)
        } catch let refusal as Refusal where refusal.kind == .invalid {
            if let firstPage = visit.firstPage(after: refusal.fields) { return firstPage }
            // Nor may the form or the pager keep what was not understood.
            var all = visit
            all.query = .object([:])
            var answer = try await page(
                all,
                try await OperationLog.list(all.readQuery(), all),
                flash: .bad("筛选条件无法识别，已显示全部日志。")
            )
            answer.status = .unprocessableContent
            return answer
        }
    }

    private func page(_ visit: Visit, _ list: List<OperationModel, Members>, flash: Flash?) async throws -> Answer {
        let type = visit.asked("type")
        let account = visit.asked("accountID")
        let filter = Dictionary(uniqueKeysWithValues: ["from", "to"].map { ($0, visit.asked($0) ?? "") })
        let model = Model(
            types: OperationWording.entries.map {
                ControlChoice(value: $0.type, label: $0.title, selected: $0.type == type)
            },
            members: list.members.map {
                let id = $0.accountID.description
                return ControlChoice(value: id, label: $0.name, selected: id == account)
            },
            filter: filter,
            operations: list.items.map(Row.init),
            pager: Pager(
                visit,
                next: list.next,
                keeping: [
                    ("type", type), ("accountID", account), ("from", filter["from"]), ("to", filter["to"]),
                ]
            )
        )
        return try await pages.answer(
            "operation-log",
            model,
            title: "操作日志",
            for: visit,
            nav: .enterprise,
            flash: flash
        )
    }
}
