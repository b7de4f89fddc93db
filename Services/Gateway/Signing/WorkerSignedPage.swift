import Foundation
import Messages
import Web

/// 签署成功.
struct WorkerSignedPage: Sendable {
    struct Model: Sendable {
        let contractName: String
        let enterprise: InvitationPage.Enterprise
        let completed: Bool
        let contractHref: String
        let downloadHref: String
        let nextHref: String?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let opened = try await WorkerContractPage.Opened(visit)
        // What was just signed may still be in the list for a moment.
        let waiting = try await Contracts.contracts(ContractsInput(box: .mine, page: PageRequest(limit: 2)), visit)
            .items
        let next = waiting.first { $0.id != opened.contract.id && $0.myTurn }
        return try await pages.answer(
            "worker-signed",
            Model(
                contractName: opened.contract.name,
                enterprise: InvitationPage.Enterprise(name: opened.contract.enterpriseName),
                completed: opened.contract.status == .completed,
                contractHref: opened.href,
                downloadHref: opened.href + "/download",
                nextHref: next.map { "/contracts/\($0.id)" }
            ),
            title: "签署结果",
            for: visit,
            back: opened.href
        )
    }
}
