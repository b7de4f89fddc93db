import Foundation
import Identifiers
import Messages

/// An invitation and what may become of it.
struct Invitation: Sendable {
    static let lifetime: TimeInterval = 30 * 86_400

    var id: InvitationID
    var enterpriseID: EnterpriseID
    var name: String
    var phoneIndex: Data
    var status: InvitationStatus
    var expiresAt: Date

    func status(now: Date) -> InvitationStatus {
        status == .sent && now >= expiresAt ? .expired : status
    }

    /// Refuses a form handed in for somebody else's invitation, twice, or too late.
    func acceptSubmission(byPhone index: Data?, now: Date) throws(Refusal) {
        guard index == phoneIndex else { throw Refusal.notFound("onboarding.invitation-unknown") }
        try acceptForm(now: now)
    }

    /// Refuses a form while another waits, after one was accepted, or too late.
    func acceptForm(now: Date) throws(Refusal) {
        switch status(now: now) {
        case .sent, .rejected: return
        case .submitted: throw Refusal("onboarding.submitted-already", .conflict)
        case .accepted: throw Refusal("onboarding.accepted-already", .conflict)
        case .expired: throw Refusal("onboarding.invitation-expired", .conflict)
        }
    }
}

/// How many invitations an enterprise sent within a day, in all and to one phone.
struct InvitationHistory: Sendable {
    /// Against misuse of the SMS channel.
    static let perEnterpriseADay = 500
    static let perPhoneADay = 3

    var enterprise: Int
    var phone: Int

    func allowAnother(now: Date) throws(Refusal) {
        guard enterprise < Self.perEnterpriseADay, phone < Self.perPhoneADay else {
            throw Refusal("onboarding.invitation-limit", .tooMany, retryAt: now.addingTimeInterval(86_400))
        }
    }
}
