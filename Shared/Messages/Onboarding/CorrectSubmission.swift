package import Cryptography
package import Identifiers

/// Hands in anew what was sent back, by its own worker and without the invitation's link.
package struct CorrectSubmission: Request {
    package static let type = "onboarding.correct-submission.v1"
    package static let service = ServiceName.onboarding
    package static let kind = RequestKind.command
    package typealias Reply = SubmitOnboarding.Reply

    /// The submission that was sent back; the corrected one has an identifier of its own.
    package var submissionID: SubmissionID
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

    package init(
        submissionID: SubmissionID,
        sex: String,
        address: SealedText,
        emergencyContact: EmergencyContact
    ) {
        self.submissionID = submissionID
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }

    package var key: String { submissionID.description }
}
