import Foundation
import Messages
import Messaging
import Testing

/// One message type with what its golden samples must survive.
struct KnownMessage: Sendable, CustomTestStringConvertible {
    let type: String
    let service: ServiceName
    let isRequest: Bool
    /// Decodes a sample of the message and encodes it again.
    let again: @Sendable (Data) throws -> Data
    /// The same for the reply of a request.
    let replyAgain: (@Sendable (Data) throws -> Data)?

    var testDescription: String { type }

    static func request<R: Request>(_: R.Type) -> KnownMessage {
        KnownMessage(
            type: R.type,
            service: R.service,
            isRequest: true,
            again: { try WireCoding.encode(WireCoding.decode(R.self, from: $0)) },
            replyAgain: { try WireCoding.encode(WireCoding.decode(R.Reply.self, from: $0)) }
        )
    }

    static func event<E: Event>(_: E.Type) -> KnownMessage {
        KnownMessage(
            type: E.type,
            service: E.service,
            isRequest: false,
            again: { try WireCoding.encode(WireCoding.decode(E.self, from: $0)) },
            replyAgain: nil
        )
    }

    static let all: [KnownMessage] = [
        .event(ContractDelivered.self),
        .event(ContractLaunched.self),
        .event(ContractViewed.self),
        .event(SignerUrged.self),
        .event(ContractWithdrawn.self),
        .event(CodeIssued.self),
        .event(EnterpriseRegistered.self),
        .event(EnterpriseVerified.self),
        .event(MemberJoined.self),
        .event(PersonVerified.self),
        .event(SessionChanged.self),
        .event(EmployeeJoined.self),
        .event(SubmissionReceived.self),
        .event(SubmissionReviewed.self),
        .event(WorkerInvited.self),
        .event(ContractCompleted.self),
        .event(SigningFailed.self),
        .event(ContractSigned.self),
        .event(SignerTurn.self),
        .event(WillingnessCodeIssued.self),
        .request(DraftContracts.self),
        .request(GetContractSummary.self),
        .request(GetContract.self),
        .request(LaunchContract.self),
        .request(UrgeSigner.self),
        .request(RelaunchContract.self),
        .request(WithdrawContract.self),
        .request(ListTemplates.self),
        .request(ListContracts.self),
        .request(OpenDocument.self),
        .request(OpenPage.self),
        .request(RecordView.self),
        .request(ChooseEnterprise.self),
        .request(ConfirmPersonVerification.self),
        .request(GetEnterpriseVerification.self),
        .request(GetPersonVerification.self),
        .request(GetSession.self),
        .request(LogIn.self),
        .request(LogOut.self),
        .request(RegisterEnterprise.self),
        .request(RequestCode.self),
        .request(ResendVerificationCode.self),
        .request(SetPassword.self),
        .request(StartEnterpriseVerification.self),
        .request(StartPersonVerification.self),
        .request(ListOperations.self),
        .request(ListNotices.self),
        .request(MarkNoticesRead.self),
        .request(AddDepartment.self),
        .request(ApproveSubmission.self),
        .request(GetInvitation.self),
        .request(GetSubmission.self),
        .request(GetOnboardingSummary.self),
        .request(InviteWorker.self),
        .request(ListDepartments.self),
        .request(ListEmployees.self),
        .request(ListInvitations.self),
        .request(ListSubmissions.self),
        .request(RejectSubmission.self),
        .request(CorrectSubmission.self),
        .request(SubmitOnboarding.self),
        .request(GetTrustAnchor.self),
        .request(KeepHandwrittenSignature.self),
        .request(ListHandwrittenSignatures.self),
        .request(ListSeals.self),
        .request(RequestWillingness.self),
        .request(SignContract.self),
        .request(VerifyDocument.self),
    ]
}
