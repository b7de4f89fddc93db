import Foundation
import Messages
import Web

/// 首页 of an employer.
struct HomePage: Sendable {
    struct Todos: Sendable {
        let mine: Int
        let others: Int
        let reviews: Int
        let unassigned: Int
        let hasMine: Bool
        let hasReviews: Bool

        init(_ summary: SummaryModel?) {
            mine = summary?.contracts.mine ?? 0
            others = summary?.contracts.others ?? 0
            reviews = summary?.onboarding?.pendingReview ?? 0
            unassigned = summary?.onboarding?.unassigned ?? 0
            hasMine = mine > 0
            hasReviews = reviews > 0
        }
    }

    struct Totals: Sendable {
        let employees: String
        let joinedHalfYear: String
        let submissions: String
        let contracts: String
        let averageHours: String
    }

    struct Model: Sendable {
        let greeting: String
        let todos: Todos
        let totals: Totals
        let contracts: [ContractRow]
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        // An enterprise that is not verified has nothing yet, and may not ask.
        guard visit.session?.actingEnterprise?.verified == true else { return try await page(visit, nil, []) }
        async let summary = Contracts.summary(visit)
        async let latest = Contracts.contracts(ContractsInput(page: PageRequest(limit: 5)), visit)
        return try await page(visit, summary, latest.items.map(ContractRow.init))
    }

    private func page(_ visit: Visit, _ summary: SummaryModel?, _ rows: [ContractRow]) async throws -> Answer {
        let onboarding = summary?.onboarding
        let counts = summary?.contracts
        let model = Model(
            greeting: Shown.greeting(at: visit.parts.now()),
            todos: Todos(summary),
            totals: Totals(
                employees: Shown.count(onboarding?.employees ?? 0),
                joinedHalfYear: Shown.count(onboarding?.joinedHalfYear ?? 0),
                submissions: Shown.count(onboarding?.submissions ?? 0),
                contracts: Shown.count(counts?.all ?? 0),
                averageHours: Shown.hours(summary?.averageSigningHours)
            ),
            contracts: rows
        )
        return try await pages.answer("home", model, title: "首页", for: visit, nav: .home)
    }
}
