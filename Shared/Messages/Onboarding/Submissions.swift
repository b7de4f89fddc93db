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
}

/// Hands in the form of an invitation; name, ID number and phone come from the verified person.
package struct SubmitOnboarding: Command {
    package static let type = "onboarding.submit.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: SubmissionID
        package var status: SubmissionStatus
    }

    package var codeHash: String
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

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
}

/// Lists submissions: the enterprise's for its reviewers, their own for a worker.
package struct ListSubmissions: PagedQuery {
    package static let type = "onboarding.list-submissions.v1"
    package typealias Reply = Page<SubmissionItem>

    package var status: SubmissionStatus?
    package var page: PageRequest
}

/// Reads one submission.
package struct GetSubmission: Query {
    package static let type = "onboarding.get-submission.v1"
    package typealias Reply = SubmissionView

    package var submissionID: SubmissionID
}

/// Takes the worker on, into a department or none.
package struct ApproveSubmission: Command {
    package static let type = "onboarding.approve.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: SubmissionStatus
        package var employeeID: EmployeeID
    }

    package var submissionID: SubmissionID
    package var departmentID: DepartmentID?

    package var key: String { submissionID.description }
}

/// Sends a submission back with a reason the worker reads.
package struct RejectSubmission: Command {
    package static let type = "onboarding.reject.v1"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: SubmissionStatus
    }

    package var submissionID: SubmissionID
    package var reason: String

    package var key: String { submissionID.description }
}

/// A worker handed in a form; it waits for review.
package struct SubmissionReceived: Event {
    package static let type = "onboarding.submission-received.v1"

    package var submissionID: SubmissionID
    package var enterpriseID: EnterpriseID
    package var workerName: String
    package var submittedAt: Date

    package var key: String { submissionID.description }
}

/// A submission was approved or rejected; the worker is to be told.
package struct SubmissionReviewed: Event {
    package static let type = "onboarding.submission-reviewed.v1"

    package var submissionID: SubmissionID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var accountID: AccountID
    package var personID: PersonID
    package var phone: SealedText
    package var approved: Bool
    package var reason: String?

    package var key: String { submissionID.description }
}
