import Messages
import Messaging

extension ContractsService {
    /// Everything this service answers to and listens to.
    var routes: MessageRoutes {
        MessageRoutes(service: .contracts)
            .command(DraftContracts.self, use: draft)
            .command(LaunchContract.self, preparing: compose, use: launch)
            .command(LaunchContracts.self, preparing: compose, use: launchSeveral)
            .command(RecordView.self, use: recordView)
            .command(UrgeSigner.self, use: urge)
            .command(RelaunchContract.self, use: relaunch)
            .query(ListTemplates.self, use: listTemplates)
            .query(ListContracts.self, use: listContracts)
            .query(GetContract.self, use: getContract)
            .query(GetContracts.self, use: getContracts)
            .query(GetContractSummary.self, use: summarize)
            .query(OpenDocument.self, use: openDocument)
            .query(OpenPage.self, atMost: 64, use: openPage)
            .event(EnterpriseVerified.self, use: recordEnterprise)
            .event(EmployeeJoined.self, use: recordEmployee)
            .event(ContractSigned.self, use: recordSignature)
            .event(ContractCompleted.self, use: recordCompletion)
            .event(SigningFailed.self, use: recordFailure)
            .event(ContractWithdrawn.self, use: recordWithdrawal)
            .event(ContractDeclined.self, use: recordDecline)
    }
}
