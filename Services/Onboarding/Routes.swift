import Messages
import Messaging

extension OnboardingService {
    /// Everything this service answers to and listens to.
    var routes: MessageRoutes {
        MessageRoutes(service: .onboarding)
            .command(InviteWorker.self, use: inviteWorker)
            .command(SubmitOnboarding.self, use: submit)
            .command(CorrectSubmission.self, use: correct)
            .command(ApproveSubmission.self, use: approve)
            .command(RejectSubmission.self, use: reject)
            .command(AddDepartment.self, use: addDepartment)
            .query(GetInvitation.self, use: getInvitation)
            .query(ListInvitations.self, use: listInvitations)
            .query(ListSubmissions.self, use: listSubmissions)
            .query(GetSubmission.self, use: getSubmission)
            .command(SubmitOnboardingV1.self, use: submit)
            .command(CorrectSubmissionV1.self, use: correct)
            .query(GetSubmissionV1.self, use: getSubmission)
            .query(ListEmployees.self, use: listEmployees)
            .query(ListDepartments.self, use: listDepartments)
            .query(GetOnboardingSummary.self, use: summarize)
            .event(EnterpriseRegistered.self, use: recordEnterprise)
            .event(EnterpriseVerified.self, use: recordEnterpriseVerified)
            .event(PersonVerified.self, use: recordPerson)
    }
}
