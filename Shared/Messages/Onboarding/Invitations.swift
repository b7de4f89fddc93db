package import Cryptography
package import Foundation
package import Identifiers

package enum InvitationStatus: String, Word {
    case sent
    case submitted
    case accepted
    case rejected
    case expired
}

/// Invites one worker by SMS link.
package struct InviteWorker: Command {
    package static let type = "onboarding.invite-worker.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: InvitationID
        /// `/i/<code>`, the link without the host.
        package var path: SealedText
        package var status: InvitationStatus
    }

    package var name: String
    package var phone: SealedText
    package var phoneIndex: String

    package var key: String { phoneIndex }
}

/// What an invited worker sees before filling in.
package struct InvitationView: Codable, Sendable, Equatable {
    package var id: InvitationID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var status: InvitationStatus
    /// The form to fill in.
    package var fields: [FieldView]
    package var submissionID: SubmissionID?
}

/// A field of a form or contract.
package struct FieldView: Codable, Sendable, Equatable {
    package var key: String
    package var label: String
    /// One of text, multiline, number, money, date, choice, boolean, phone and id-number.
    package var kind: String
    package var required: Bool
    /// One of initiator, employee and enterprise.
    package var filledBy: String
    package var options: [FieldOption]?
}

/// One choice of a choice field.
package struct FieldOption: Codable, Sendable, Equatable {
    package var value: String
    package var label: String
}

/// Reads the invitation behind a link.
package struct GetInvitation: Query {
    package static let type = "onboarding.get-invitation.v1"
    package typealias Reply = InvitationView

    /// SHA-256 of the code, hex.
    package var codeHash: String
}

/// An invitation in the employer's list.
package struct InvitationItem: Codable, Sendable, Equatable {
    package var id: InvitationID
    package var name: String
    package var phoneMasked: String
    package var status: InvitationStatus
    package var sentAt: Date
}

/// Lists the enterprise's invitations, newest first.
package struct ListInvitations: PagedQuery {
    package static let type = "onboarding.list-invitations.v1"
    package typealias Reply = Page<InvitationItem>

    package var page: PageRequest
}

/// A worker is to be told of an invitation.
package struct WorkerInvited: Event {
    package static let type = "onboarding.worker-invited.v1"

    package var invitationID: InvitationID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var workerName: String
    package var phone: SealedText
    package var path: SealedText

    package var key: String { invitationID.description }
}
