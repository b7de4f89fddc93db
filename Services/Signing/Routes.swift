import Messages
import Messaging

extension SigningService {
    /// Everything this service answers to and listens to.
    var routes: MessageRoutes {
        MessageRoutes(service: .signing)
            .command(KeepHandwrittenSignature.self, preparing: checkDrawing, use: keepHandwrittenSignature)
            .command(RequestWillingness.self, use: requestWillingness)
            .command(SignContract.self, preparing: signAhead, use: sign)
            .command(WithdrawContract.self, use: withdraw)
            .command(DeclineContract.self, use: decline)
            .query(ListSeals.self, use: listSeals)
            .query(ListHandwrittenSignatures.self, use: listHandwrittenSignatures)
            // Each holds a stranger's whole file.
            .query(VerifyDocument.self, atMost: 8, use: verify)
            // Work only where the revocation list is to be signed anew.
            .query(GetTrustAnchor.self, atMost: 32, use: getTrustAnchor)
            .event(MemberJoined.self, use: recordMember)
            .event(PersonVerified.self, use: recordPerson)
            .event(EnterpriseVerified.self, preparing: drawSeal, use: recordEnterprise)
            .event(ContractLaunched.self, use: openFlow)
            .event(ContractViewed.self, use: recordView)
            .event(ContractDelivered.self, use: recordDelivery)
    }
}
