// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension InviteWorker {
    @_disfavoredOverload
    package init(name: String, phone: SealedText, phoneIndex: String, _: Never? = nil) {
        self.name = name
        self.phone = phone
        self.phoneIndex = phoneIndex
    }
}

extension InviteWorker.Reply {
    @_disfavoredOverload
    package init(id: InvitationID, path: SealedText, status: InvitationStatus, _: Never? = nil) {
        self.id = id
        self.path = path
        self.status = status
    }
}

extension InvitationView {
    @_disfavoredOverload
    package init(
        id: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        status: InvitationStatus,
        form: Form? = nil,
        fields: [FormField],
        submissionID: SubmissionID? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.status = status
        self.form = form
        self.fields = fields
        self.submissionID = submissionID
    }
}

extension GetInvitation {
    @_disfavoredOverload
    package init(codeHash: String, _: Never? = nil) {
        self.codeHash = codeHash
    }
}

extension InvitationItem {
    @_disfavoredOverload
    package init(
        id: InvitationID,
        name: String,
        phoneMasked: String,
        status: InvitationStatus,
        sentAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.sentAt = sentAt
    }
}

extension ListInvitations {
    @_disfavoredOverload
    package init(page: PageRequest, _: Never? = nil) {
        self.page = page
    }
}

extension WorkerInvited {
    @_disfavoredOverload
    package init(
        invitationID: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        workerName: String,
        phone: SealedText,
        path: SealedText,
        _: Never? = nil
    ) {
        self.invitationID = invitationID
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.workerName = workerName
        self.phone = phone
        self.path = path
    }
}
