import Messages
import Messaging

extension IdentityService {
    /// Everything this service answers to.
    var routes: MessageRoutes {
        MessageRoutes(service: .identity)
            .command(RequestCode.self, use: requestCode)
            .command(RegisterEnterprise.self, use: registerEnterprise)
            .command(LogIn.self, in: judgingPlaces, preparing: judgePassword, use: logIn)
            .command(LogOut.self, use: logOut)
            .command(ChooseEnterprise.self, use: chooseEnterprise)
            .command(SetPassword.self, preparing: hashPassword, use: setPassword)
            .command(StartPersonVerification.self, use: startPersonVerification)
            .command(ResendVerificationCode.self, use: resendVerificationCode)
            .command(ConfirmPersonVerification.self, use: confirmPersonVerification)
            .command(StartEnterpriseVerification.self, use: startEnterpriseVerification)
            .command(StartPersonVerificationV1.self, use: startPersonVerification)
            .command(StartEnterpriseVerificationV1.self, use: startEnterpriseVerification)
            .query(GetSession.self, use: getSession)
            // Who waits for a provider's answer costs next to nothing meanwhile.
            .query(GetPersonVerification.self, atMost: 1_000, use: getPersonVerification)
            .query(GetEnterpriseVerification.self, atMost: 1_000, use: getEnterpriseVerification)
            .query(ListOperations.self, use: listOperations)
            .everyEvent(shownBy: ListOperations.self, use: logEvent)
    }

    /// Everything it does after a commit.
    ///
    /// A question that was under way when a process died is asked again once the limit and a margin are over, so the
    /// limit is little more than a provider has to answer.
    var jobs: JobRoutes {
        let retry = RetryPolicy(limit: .seconds(10))
        return JobRoutes()
            .job(AskCarrier.self, retry: retry, run: askCarrier)
            .job(AskRegister.self, retry: retry, run: askRegister)
    }
}
