import Messages
import Messaging

extension NotifierService {
    /// Everything this service answers to and listens to.
    var routes: MessageRoutes {
        MessageRoutes(service: .notifier)
            .query(ListNotices.self, use: listNotices)
            .command(MarkNoticesRead.self, use: markRead)
            .event(MemberJoined.self, use: recordMember)
            .event(CodeIssued.self, use: sendCode)
            .event(WillingnessCodeIssued.self, use: sendWillingnessCode)
            .event(WorkerInvited.self, use: tellInvited)
            .event(SubmissionReceived.self, use: tellReviewers)
            .event(SubmissionReviewed.self, use: tellReviewed)
            .event(SignerTurn.self, use: tellTurn)
            .event(ContractCompleted.self, use: tellCompleted)
            .event(SigningFailed.self, use: tellFailed)
            .event(SignerUrged.self, use: tellUrged)
            .event(ContractWithdrawn.self, use: tellWithdrawn)
            .event(ContractDeclined.self, use: tellDeclined)
    }

    /// Everything it does after a commit.
    ///
    /// A message that was under way when a process died is taken up again once the limit and a margin are over, so the
    /// limit is little more than the provider has to answer.
    var jobs: JobRoutes {
        JobRoutes().job(SendText.self, retry: RetryPolicy(limit: .seconds(10)), run: sendText)
    }
}
