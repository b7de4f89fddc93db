import Cryptography
import Documents
import Foundation
import Identifiers
import Messages

/// A contract between one enterprise and one employee.
struct Contract: Sendable {
    var id: ContractID
    var number: String
    var name: String
    var templateID: TemplateID
    var templateVersion: Int
    var enterpriseID: EnterpriseID
    var enterpriseName: String
    var uscc: String
    var handlerAccountID: AccountID
    var employeeID: EmployeeID
    var employeeAccountID: AccountID
    var employeePersonID: PersonID
    var employeeName: String
    var employeePhone: SealedText
    var employeePhoneMasked: String
    var ordered: Bool
    /// What the initiator filled in.
    var values: Sealed<FieldValues>
    var status: ContractStatus
    /// Why it ended: a stable code when it failed, else the words of whoever ended it.
    var failure: String?
    var documentID: DocumentID
    var document: ObjectReference?
    var revision: Int
    var pages: Int
    var placed: [Control]
    var createdAt: Date
    var launchedAt: Date?
    var completedAt: Date?
    var urgedAt: Date?
    /// The contract this one was drafted from again, and the one that was drafted from this.
    var relaunchedFrom: ContractID?
    var relaunchedAs: ContractID?
    var parties: [PartyView]

    /// Whether a side has to do something now.
    func awaits(_ role: PartyRole) -> Bool {
        status == .signing && parties.awaited(ordered: ordered).contains(role)
    }
}

extension ControlParty {
    init(_ role: PartyRole) {
        switch role {
        case .employee: self = .employee
        case .enterprise: self = .enterprise
        }
    }
}
