package import Cryptography
package import Foundation
package import Identifiers

// What Gateways asked before forms were data; answered until none of them runs any more.

/// Whom to call in an emergency.
package struct EmergencyContact: Codable, Sendable, Equatable {
    package var name: String
    package var relation: String
    package var phone: SealedText
}

/// As `SubmitOnboarding`, when the form was always the same.
package struct SubmitOnboardingV1: Command {
    package static let type = "onboarding.submit.v1"
    package typealias Reply = SubmitOnboarding.Reply

    package var codeHash: String
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

    package var key: String { codeHash }
}

/// As `CorrectSubmission`, when the form was always the same.
package struct CorrectSubmissionV1: Command {
    package static let type = "onboarding.correct-submission.v1"
    package typealias Reply = SubmitOnboarding.Reply

    /// The submission that was sent back; the corrected one has an identifier of its own.
    package var submissionID: SubmissionID
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

    package var key: String { submissionID.description }
}

/// The same as `onboarding.get-submission.v1` gave it.
package struct SubmissionViewV1: Codable, Sendable, Equatable {
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
    package var correction: [FormField]?
}

/// As `GetSubmission`, when the form was always the same.
package struct GetSubmissionV1: Query {
    package static let type = "onboarding.get-submission.v1"
    package typealias Reply = SubmissionViewV1

    package var submissionID: SubmissionID
}
