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

    package static let name = FormField.text("name", "姓名", longest: 50)

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
    package var form: Form?
    /// Its leaves, for Gateways that do not know of forms.
    package var fields: [FormField]
    package var submissionID: SubmissionID?

    /// The form to fill in, whoever answered.
    package var asked: Form { form ?? Form(fields: fields) }
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
