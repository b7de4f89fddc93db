import Messages
import Messaging
import Postgres

extension OnboardingService {
    func recordEnterprise(_ event: EnterpriseRegistered, in transaction: Transaction) async throws {
        try await transaction.saveEnterprise(event.enterpriseID, name: event.name, verified: false)
    }

    func recordEnterpriseVerified(_ event: EnterpriseVerified, in transaction: Transaction) async throws {
        try await transaction.saveEnterprise(event.enterpriseID, name: event.name, verified: true)
    }

    func recordPerson(_ event: PersonVerified, in transaction: Transaction) async throws {
        try await transaction.savePerson(event)
    }
}
