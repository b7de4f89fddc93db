// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

extension SubmitOnboarding {
    @_disfavoredOverload
    package init(codeHash: String, values: Sealed<FieldValues>, _: Never? = nil) {
        self.codeHash = codeHash
        self.values = values
    }
}

extension SubmitOnboarding.Reply {
    @_disfavoredOverload
    package init(id: SubmissionID, status: SubmissionStatus, _: Never? = nil) {
        self.id = id
        self.status = status
    }
}

extension CorrectSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, values: Sealed<FieldValues>, _: Never? = nil) {
        self.submissionID = submissionID
        self.values = values
    }
}

extension SubmissionItem {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseName: String,
        name: String,
        phoneMasked: String,
        status: SubmissionStatus,
        submittedAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseName = enterpriseName
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.submittedAt = submittedAt
    }
}

extension SubmissionView {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        name: String,
        idNumberMasked: String,
        phoneMasked: String,
        form: Form,
        values: Sealed<FieldValues>,
        status: SubmissionStatus,
        reason: String? = nil,
        submittedAt: Date,
        reviewedAt: Date? = nil,
        employeeID: EmployeeID? = nil,
        correctable: Bool,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.name = name
        self.idNumberMasked = idNumberMasked
        self.phoneMasked = phoneMasked
        self.form = form
        self.values = values
        self.status = status
        self.reason = reason
        self.submittedAt = submittedAt
        self.reviewedAt = reviewedAt
        self.employeeID = employeeID
        self.correctable = correctable
    }
}

extension ListSubmissions {
    @_disfavoredOverload
    package init(status: SubmissionStatus? = nil, page: PageRequest, _: Never? = nil) {
        self.status = status
        self.page = page
    }
}

extension GetSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, _: Never? = nil) {
        self.submissionID = submissionID
    }
}

extension ApproveSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, departmentID: DepartmentID? = nil, _: Never? = nil) {
        self.submissionID = submissionID
        self.departmentID = departmentID
    }
}

extension ApproveSubmission.Reply {
    @_disfavoredOverload
    package init(status: SubmissionStatus, employeeID: EmployeeID, _: Never? = nil) {
        self.status = status
        self.employeeID = employeeID
    }
}

extension RejectSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, reason: String, _: Never? = nil) {
        self.submissionID = submissionID
        self.reason = reason
    }
}

extension RejectSubmission.Reply {
    @_disfavoredOverload
    package init(status: SubmissionStatus, _: Never? = nil) {
        self.status = status
    }
}

extension SubmissionReceived {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        enterpriseID: EnterpriseID,
        workerName: String,
        submittedAt: Date,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.enterpriseID = enterpriseID
        self.workerName = workerName
        self.submittedAt = submittedAt
    }
}

extension SubmissionReviewed {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        personID: PersonID,
        phone: SealedText,
        approved: Bool,
        reason: String? = nil,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.accountID = accountID
        self.personID = personID
        self.phone = phone
        self.approved = approved
        self.reason = reason
    }
}
