package import Cryptography
package import Foundation
package import Identifiers

package enum SubmissionStatus: String, Word {
    case pendingReview = "pending-review"
    case approved
    case rejected
}

/// Hands in the form of an invitation; name, ID number and phone come from the verified person.
package struct SubmitOnboarding: Command {
    package static let type = "onboarding.submit.v2"

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var id: SubmissionID
        package var status: SubmissionStatus
    }

    package var codeHash: String
    /// Of the form that the invitation shows.
    package var values: Sealed<FieldValues>

    package var key: String { codeHash }
}

/// Hands in anew what was sent back, by its own worker and without the invitation's link.
package struct CorrectSubmission: Command {
    package static let type = "onboarding.correct-submission.v2"
    package typealias Reply = SubmitOnboarding.Reply

    /// The submission that was sent back; the corrected one has an identifier of its own.
    package var submissionID: SubmissionID
    package var values: Sealed<FieldValues>

    package var key: String { submissionID.description }
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

/// A submission with its form and what was filled in.
package struct SubmissionView: Codable, Sendable, Equatable {
    package var id: SubmissionID
    package var enterpriseID: EnterpriseID
    package var enterpriseName: String
    package var name: String
    package var idNumberMasked: String
    package var phoneMasked: String
    package var form: Form
    package var values: Sealed<FieldValues>
    package var status: SubmissionStatus
    package var reason: String?
    package var submittedAt: Date
    package var reviewedAt: Date?
    package var employeeID: EmployeeID?
    /// Its worker may hand it in anew.
    package var correctable: Bool
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
    package static let type = "onboarding.get-submission.v2"
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

    package static let reason = FormField(
        key: "reason",
        label: "理由",
        kind: .multiline,
        hint: "会通过短信告诉劳动者，写明要改什么",
        longest: 200
    )

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
