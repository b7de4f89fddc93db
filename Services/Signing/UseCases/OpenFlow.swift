import Failures
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

/// The account that shall sign, or its verified person, was not announced yet.
///
/// After a pause of this service identity's events may still lie unread while a launch has been read: it is tried again.
struct AccountNotKnownYet: PassingTrouble, CustomStringConvertible {
    var isPassing: Bool { true }
    var description: String { "the signer's account is not known yet" }
}

extension SigningService {
    /// Opens the signing of a launched contract and tells those whose turn it is.
    func openFlow(_ event: ContractLaunched, in transaction: Transaction) async throws {
        try await transaction.act(for: event.enterpriseID)
        guard let handler = try await transaction.account(event.handlerAccountID), handler.verifiedAt != nil,
            let employee = try await transaction.account(event.employeeAccountID), employee.verifiedAt != nil
        else { throw AccountNotKnownYet() }
        let opened = Flow.open(event, handler: handler, employee: employee)
        guard try await transaction.insert(opened.flow) else { return }
        try await transaction.tell(opened)
    }
}
