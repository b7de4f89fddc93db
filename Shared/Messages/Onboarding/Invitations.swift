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
package struct InviteWorker: Request {
    package static let type = "onboarding.invite-worker.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: InvitationID
        /// `/i/<code>`, the link without the host.
        package var path: SealedText
        package var status: InvitationStatus

        package init(id: InvitationID, path: SealedText, status: InvitationStatus) {
            self.id = id
            self.path = path
            self.status = status
        }
    }

    package var name: String
    package var phone: SealedText
    package var phoneIndex: String

    package init(name: String, phone: SealedText, phoneIndex: String) {
        self.name = name
        self.phone = phone
        self.phoneIndex = phoneIndex
    }

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

    package init(
        id: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        status: InvitationStatus,
        fields: [FieldView],
        submissionID: SubmissionID? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.status = status
        self.fields = fields
        self.submissionID = submissionID
    }
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

    package init(
        key: String,
        label: String,
        kind: String,
        required: Bool,
        filledBy: String,
        options: [FieldOption]? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.required = required
        self.filledBy = filledBy
        self.options = options
    }
}

/// One choice of a choice field.
package struct FieldOption: Codable, Sendable, Equatable {
    package var value: String
    package var label: String

    package init(value: String, label: String) {
        self.value = value
        self.label = label
    }
}

/// Reads the invitation behind a link.
package struct GetInvitation: Request {
    package static let type = "onboarding.get-invitation.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query
    package typealias Reply = InvitationView

    /// SHA-256 of the code, hex.
    package var codeHash: String

    package init(codeHash: String) {
        self.codeHash = codeHash
    }

    package var key: String { codeHash }
}

/// An invitation in the employer's list.
package struct InvitationItem: Codable, Sendable, Equatable {
    package var id: InvitationID
    package var name: String
    package var phoneMasked: String
    package var status: InvitationStatus
    package var sentAt: Date

    package init(id: InvitationID, name: String, phoneMasked: String, status: InvitationStatus, sentAt: Date) {
        self.id = id
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.sentAt = sentAt
    }
}

/// Lists the enterprise's invitations, newest first.
package struct ListInvitations: PagedRequest {
    package static let type = "onboarding.list-invitations.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query
    package typealias Reply = Page<InvitationItem>

    package var page: PageRequest

    package init(page: PageRequest) {
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// A worker is to be told of an invitation.
package struct WorkerInvited: Event {
    package static let type = "onboarding.worker-invited.v1"
    package static let service = ServiceName.onboarding

    package var invitationID: InvitationID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var workerName: String
    package var phone: SealedText
    package var path: SealedText

    package init(
        invitationID: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        workerName: String,
        phone: SealedText,
        path: SealedText
    ) {
        self.invitationID = invitationID
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.workerName = workerName
        self.phone = phone
        self.path = path
    }

    package var key: String { invitationID.description }
}
