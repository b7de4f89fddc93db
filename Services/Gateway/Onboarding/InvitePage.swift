import Foundation
import Messages
import Web

/// 短信邀请入职, one person at a time.
struct InvitePage: Sendable {
    struct Sent: Sendable {
        let name: String
        let phone: String
        let link: String
    }

    struct Model: Sendable {
        let subnav = ["invitations": true]
        let sent: Sent?
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState(), nil)
    }

    /// The link is shown once, on the answer itself: an address of its own would keep it in the browser's history.
    func act(_ visit: Visit) async throws -> Answer {
        try await visit.filling(order: ["name", "phone"]) { form in
            try await page(visit, form, nil)
        } act: {
            let input: InvitationInput = try visit.read()
            let invited = try await Onboarding.invite(input, visit)
            let sent = SentCode.masked(input.phone)
            return try await page(visit, FormState(), Sent(name: input.name, phone: sent, link: invited.url))
        }
    }

    private func page(_ visit: Visit, _ form: FormState, _ sent: Sent?) async throws -> Answer {
        try await pages.answer(
            "invite",
            Model(sent: sent),
            title: "邀请入职",
            for: visit,
            nav: .employees,
            form: form
        )
    }
}
