package import Cryptography
package import Foundation
package import Identifiers

package enum SubmissionStatus: String, Word {
    case pendingReview = "pending-review"
    case approved
    case rejected
}

/// Whom to call in an emergency.
package struct EmergencyContact: Codable, Sendable, Equatable {
    package var name: String
    package var relation: String
    package var phone: SealedText

    package init(name: String, relation: String, phone: SealedText) {
        self.name = name
        self.relation = relation
        self.phone = phone
    }
}

/// Hands in the form of an invitation; name, ID number and phone come from the verified person.
package struct SubmitOnboarding: Request {
    package static let type = "onboarding.submit.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: SubmissionID
        package var status: SubmissionStatus

        package init(id: SubmissionID, status: SubmissionStatus) {
            self.id = id
            self.status = status
        }
    }

    package var codeHash: String
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

    package init(codeHash: String, sex: String, address: SealedText, emergencyContact: EmergencyContact) {
        self.codeHash = codeHash
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }

    package var key: String { codeHash }
}

/// A submission in a list.
package struct SubmissionItem: Codable, Sendable, Equatable {
    package var id: SubmissionID
    package var enterpriseName: String
    package var name: String
    package var phoneMasked: String
    package var status: SubmissionStatus
    package var submittedAt: Date

    package init(
        id: SubmissionID,
        enterpriseName: String,
        name: String,
        phoneMasked: String,
        status: SubmissionStatus,
        submittedAt: Date
    ) {
        self.id = id
        self.enterpriseName = enterpriseName
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.submittedAt = submittedAt
    }
}

/// A submission with its content, sealed where it is personal.
package struct SubmissionView: Codable, Sendable, Equatable {
    package var id: SubmissionID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var name: String
    package var idNumberMasked: String
    package var phoneMasked: String
    package var sex: Sex
    package var address: SealedText
    package var emergencyContact: EmergencyContact
    package var status: SubmissionStatus
    package var reason: String?
    package var submittedAt: Date
    package var reviewedAt: Date?
    package var employeeID: EmployeeID?
    /// The form to correct it with, for its worker while it can be handed in anew.
    package var correction: [FieldView]?

    package init(
        id: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        name: String,
        idNumberMasked: String,
        phoneMasked: String,
        sex: Sex,
        address: SealedText,
        emergencyContact: EmergencyContact,
        status: SubmissionStatus,
        reason: String? = nil,
        submittedAt: Date,
        reviewedAt: Date? = nil,
        employeeID: EmployeeID? = nil,
        correction: [FieldView]? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.name = name
        self.idNumberMasked = idNumberMasked
        self.phoneMasked = phoneMasked
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
        self.status = status
        self.reason = reason
        self.submittedAt = submittedAt
        self.reviewedAt = reviewedAt
        self.employeeID = employeeID
        self.correction = correction
    }
}

/// Lists submissions: the enterprise's for its reviewers, their own for a worker.
package struct ListSubmissions: PagedRequest {
    package static let type = "onboarding.list-submissions.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query
    package typealias Reply = Page<SubmissionItem>

    package var status: SubmissionStatus?
    package var page: PageRequest

    package init(status: SubmissionStatus? = nil, page: PageRequest) {
        self.status = status
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// Reads one submission.
package struct GetSubmission: Request {
    package static let type = "onboarding.get-submission.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.query
    package typealias Reply = SubmissionView

    package var submissionID: SubmissionID

    package init(submissionID: SubmissionID) {
        self.submissionID = submissionID
    }

    package var key: String { submissionID.description }
}

/// Takes the worker on, into a department or none.
package struct ApproveSubmission: Request {
    package static let type = "onboarding.approve.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: SubmissionStatus
        package var employeeID: EmployeeID

        package init(status: SubmissionStatus, employeeID: EmployeeID) {
            self.status = status
            self.employeeID = employeeID
        }
    }

    package var submissionID: SubmissionID
    package var departmentID: DepartmentID?

    package init(submissionID: SubmissionID, departmentID: DepartmentID? = nil) {
        self.submissionID = submissionID
        self.departmentID = departmentID
    }

    package var key: String { submissionID.description }
}

/// Sends a submission back with a reason the worker reads.
package struct RejectSubmission: Request {
    package static let type = "onboarding.reject.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: SubmissionStatus

        package init(status: SubmissionStatus) {
            self.status = status
        }
    }

    package var submissionID: SubmissionID
    package var reason: String

    package init(submissionID: SubmissionID, reason: String) {
        self.submissionID = submissionID
        self.reason = reason
    }

    package var key: String { submissionID.description }
}

/// A worker handed in a form; it waits for review.
package struct SubmissionReceived: Event {
    package static let type = "onboarding.submission-received.v1"
    package static let service = ServiceName.onboarding

    package var submissionID: SubmissionID
    package var enterpriseID: EnterpriseID
    package var workerName: String
    package var submittedAt: Date

    package init(submissionID: SubmissionID, enterpriseID: EnterpriseID, workerName: String, submittedAt: Date) {
        self.submissionID = submissionID
        self.enterpriseID = enterpriseID
        self.workerName = workerName
        self.submittedAt = submittedAt
    }

    package var key: String { submissionID.description }
}

/// A submission was approved or rejected; the worker is to be told.
package struct SubmissionReviewed: Event {
    package static let type = "onboarding.submission-reviewed.v1"
    package static let service = ServiceName.onboarding

    package var submissionID: SubmissionID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var accountID: AccountID
    package var personID: PersonID
    package var phone: SealedText
    package var approved: Bool
    package var reason: String?

    package init(
        submissionID: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        personID: PersonID,
        phone: SealedText,
        approved: Bool,
        reason: String? = nil
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

    package var key: String { submissionID.description }
}
