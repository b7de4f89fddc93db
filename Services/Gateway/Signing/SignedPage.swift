import Foundation
import Identifiers
import Messages
import Web

/// After the enterprise signed.
struct SignedPage: Sendable {
    struct Model: Sendable {
        let completed: Bool
        let contractName: String
        let contractHref: String
        let downloadHref: String
        let nextHref: String?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        async let asked = Contracts.contract(visit)
        async let waiting = Contracts.contracts(ContractsInput(box: .mine, page: PageRequest(limit: 2)), visit)
        let contract = try await asked
        let model = Model(
            // Contracts hears of the signature a moment after the signer does.
            completed: contract.status == .completed || visit.asked("completed") != nil,
            contractName: contract.name,
            contractHref: "/contracts/\(contract.id)",
            downloadHref: contract.downloadHref(contract.documents.first),
            nextHref: try await waiting.items.first { $0.id != contract.id }.map { "/contracts/\($0.id)" }
        )
        return try await pages.answer("signed", model, title: "签署成功", for: visit, nav: .contracts)
    }
}
