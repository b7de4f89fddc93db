import Messages
import Web

/// A form by which one side acts: refused it shows its page again with the sentences, done it leads on.
struct SideForm<Model: Sendable>: Sendable {
    let side: Side
    /// The page that the form stands on.
    let page: @Sendable (Visit, FormState) async throws -> Answer
    /// Nil for what a business page of this side needs.
    var needs: SidePage.Needs?
    /// Whether the page lies at the form's own address; a button's page lies above it.
    var isAlone = false
    /// The form's controls from top to bottom.
    var order: [String] = []
    /// Where it leads; nil back to the page.
    var to: (@Sendable (Model, Visit) -> String)?
    /// What is said there.
    var done: String?

    /// What the side sees at the form's address, and what is done with what it sends there.
    func sidePage<I: Input>(
        at path: String,
        running action: @escaping @Sendable (I, Visit) async throws -> Model
    ) -> SidePage {
        let show = { @Sendable (visit: Visit) in
            // The address of a button is opened by going back, or after a login.
            isAlone ? try await page(visit, FormState()) : .seeOther(around(visit).path)
        }
        let act = { @Sendable (visit: Visit) in
            try await visit.filling(order: order) { form in
                try await page(around(visit), form)
            } act: {
                let model = try await action(visit.read(), visit)
                let there = to?(model, visit) ?? around(visit).path
                return .seeOther(done == nil ? there : visit.led(to: there, from: path))
            }
        }
        let needs = needs ?? (side == .worker ? .verifiedPerson : .verifiedEnterprise)
        return SidePage(side: side, needs: needs, show: show, act: act, done: done)
    }

    /// The same visit as if it was made to the form's page.
    private func around(_ visit: Visit) -> Visit {
        guard !isAlone, let end = visit.path.lastIndex(of: "/") else { return visit }
        var around = visit
        around.path = String(visit.path[..<end])
        return around
    }
}
