import Foundation
import Messages
import Web

/// 确认入职企业: where the link in the SMS leads.
struct InvitationPage: Sendable {
    struct Enterprise: Sendable {
        let name: String
    }

    struct Model: Sendable {
        let enterprise: Enterprise
        let loggedIn: Bool
        let verified: Bool
        let open: Bool
        let closedReason: String?
        let formHref: String
        let loginHref: String
        let verificationHref: String
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let code = try visit.parameter("code")
        guard let path = Href.ownPath("/i/\(code)") else { throw Refusal.notFound("onboarding.invitation-unknown") }
        let invitation = try await Onboarding.invitation(visit)
        let isWorker = visit.session?.side == .worker
        if isWorker, invitation.status != .rejected, let submission = invitation.submissionID {
            return .seeOther("/submissions/\(submission)")
        }
        let model = Model(
            enterprise: Enterprise(name: invitation.enterprise.name),
            loggedIn: isWorker,
            verified: visit.session?.personVerified == true,
            open: invitation.status == .sent || invitation.status == .rejected,
            closedReason: Self.reason(invitation.status, visit.wording),
            formHref: "/invitations/\(code)/submission",
            loginHref: Href.workerLogin(next: path),
            verificationHref: Href.verification(next: "/invitations/\(code)/submission")
        )
        return try await pages.answer("worker-invitation", model, title: "确认入职企业", for: visit)
    }

    private static func reason(_ status: InvitationStatus, _ wording: Wording) -> String? {
        switch status {
        case .sent, .rejected: nil
        case .submitted: wording.sentence("onboarding.submitted-already")
        case .accepted: wording.sentence("onboarding.accepted-already")
        case .expired: wording.sentence("onboarding.invitation-expired")
        }
    }
}
