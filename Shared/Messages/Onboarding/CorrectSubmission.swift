package import Cryptography
package import Identifiers

/// Hands in anew what was sent back, by its own worker and without the invitation's link.
package struct CorrectSubmission: Command {
    package static let type = "onboarding.correct-submission.v1"
    package typealias Reply = SubmitOnboarding.Reply

    /// The submission that was sent back; the corrected one has an identifier of its own.
    package var submissionID: SubmissionID
    package var sex: String
    package var address: SealedText
    package var emergencyContact: EmergencyContact

    package var key: String { submissionID.description }
}
