import Foundation
import Messages
import Web

/// 入职管理: who was invited, and whose papers wait for review.
struct InvitationsPage: Sendable {
    struct Row: Sendable {
        let name: String
        let phone: String
        let tag: Tag
        let at: String
        let href: String?
        let actionLabel: String?
        /// Known only at the moment of inviting.
        let link: String? = nil

        init(_ invitation: InvitationItem) {
            name = invitation.name
            phone = invitation.phoneMasked
            tag = Tag(invitation.status)
            at = Shown.minute(invitation.sentAt)
            let isHandedIn = invitation.status == .submitted
            href = isHandedIn ? "/invitations?status=pending-review" : nil
            actionLabel = isHandedIn ? "去审核" : nil
        }

        init(_ submission: SubmissionItem) {
            name = submission.name
            phone = submission.phoneMasked
            tag = Tag(submission.status, side: .employer)
            at = Shown.minute(submission.submittedAt)
            href = "/submissions/\(submission.id)"
            actionLabel = submission.status == .pendingReview ? "审核" : "查看"
        }
    }

    struct Model: Sendable {
        let subnav = ["invitations": true]
        let tabs: [Tab]
        let rows: [Row]
        let pager: Pager?
    }

    /// Invited and not answered yet; the other filters are statuses of what was handed in.
    private static let open = "sent"

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        let status = visit.asked("status")
        let part: (rows: [Row], next: String?)
        if let status, status != Self.open {
            let list = try await Onboarding.submissions(visit.readQuery(), visit)
            part = (list.items.map(Row.init), list.next)
        } else {
            let list = try await Onboarding.invitations(visit.readQuery(), visit)
            let items = status == Self.open ? list.items.filter { $0.status == .sent } : list.items
            part = (items.map(Row.init), list.next)
        }
        let model = Model(
            tabs: Self.tabs(current: status),
            rows: part.rows,
            pager: Pager(visit, next: part.next, keeping: [("status", status)])
        )
        return try await pages.answer(
            "invitations",
            model,
            title: "入职管理",
            for: visit,
            nav: .employees
        )
    }

    private static func tabs(current: String?) -> [Tab] {
        let all: [(String, String?)] = [
            ("全部", nil), ("待填写", open), ("待审核", SubmissionStatus.pendingReview.rawValue),
            ("已通过", SubmissionStatus.approved.rawValue), ("已拒绝", SubmissionStatus.rejected.rawValue),
        ]
        return all.map { label, status in
            Tab(label: label, href: Href.to("/invitations", ["status": status]), current: status == current)
        }
    }
}
