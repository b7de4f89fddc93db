import Messages
import Messaging

extension IdentityService {
    /// Everything this service answers to.
    var routes: MessageRoutes {
        MessageRoutes(service: .identity)
            .command(RequestCode.self, use: requestCode)
            .command(RegisterEnterprise.self, use: registerEnterprise)
            .command(LogIn.self, use: logIn)
            .command(LogOut.self, use: logOut)
            .command(ChooseEnterprise.self, use: chooseEnterprise)
            .command(SetPassword.self, use: setPassword)
            .command(StartPersonVerification.self, use: startPersonVerification)
            .command(ConfirmPersonVerification.self, use: confirmPersonVerification)
            .command(StartEnterpriseVerification.self, use: startEnterpriseVerification)
            .query(GetSession.self, use: getSession)
            .query(GetPersonVerification.self, use: getPersonVerification)
            .query(GetEnterpriseVerification.self, use: getEnterpriseVerification)
    }

    /// Everything it does after a commit.
    var jobs: JobRoutes {
        JobRoutes()
            .job(AskCarrier.self, run: askCarrier)
            .job(AskRegister.self, run: askRegister)
    }
}
