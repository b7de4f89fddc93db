import Foundation
import Messages
import Web

/// 首页 of a worker: what waits to be signed.
struct WorkerHomePage: Sendable {
    struct Waiting: Sendable {
        let name: String
        let enterprise: String
        let at: String
        let href: String

        init(_ item: ContractItem) {
            name = item.name
            enterprise = item.enterpriseName
            at = item.launchedAt.map { "\(Shown.minute($0)) 发起" } ?? ""
            href = "/contracts/\(item.id)"
        }
    }

    struct Model: Sendable {
        let verified: Bool
        let waiting: Int
        let hasWaiting: Bool
        let next: Waiting?
        let submission: SubmissionRow?

        init(verified: Bool, contracts: ContractList?, submission: SubmissionItem?) {
            self.verified = verified
            waiting = contracts?.counts.mine ?? 0
            hasWaiting = waiting > 0
            next = contracts?.items.first.map(Waiting.init)
            self.submission = submission.map(SubmissionRow.init)
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let isVerified = visit.session?.personVerified == true
        async let contracts = isVerified ? Self.waiting(visit) : nil
        async let submissions = Onboarding.submissions(SubmissionsInput(page: PageRequest(limit: 1)), visit)
        let model = try await Model(
            verified: isVerified,
            contracts: contracts,
            submission: submissions.items.first
        )
        return try await pages.answer("worker-home", model, title: "首页", for: visit, nav: .home)
    }

    private static func waiting(_ visit: Visit) async throws -> ContractList {
        try await Contracts.contracts(ContractsInput(box: .mine, page: PageRequest(limit: 1)), visit)
    }
}
