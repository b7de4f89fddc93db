import Cryptography
import Documents
import Foundation
import Identifiers
import Messages

/// A contract between one enterprise and one employee.
struct Contract: Sendable {
    static let longestName = 50

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

    /// Notes what is wrong with a contract's name.
    static func checkName(_ text: String, into problems: inout FieldProblems) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if name.isEmpty {
            problems.add("name", "contracts.name-required")
        } else if name.unicodeScalars.count > longestName {
            problems.add("name", "contracts.name-too-long")
        } else if name.unicodeScalars.contains(where: { $0.value < 0x20 || "/\\:*\"<>|?".unicodeScalars.contains($0) })
        {
            problems.add("name", "contracts.name-characters")
        }
        return name
    }

    /// Puts a draft before its signers.
    mutating func launch(_ composed: ComposedContract, stored: ObjectReference, now: Date) throws(Refusal) {
        guard status == .draft else { throw Refusal("contracts.launched-already", .conflict) }
        status = .signing
        document = stored
        pages = composed.pages
        placed = composed.placed
        launchedAt = now
    }

    /// Whether a side has to do something now.
    func awaits(_ role: PartyRole) -> Bool {
        guard status == .signing, party(role)?.status == .waiting else { return false }
        return !ordered || role == .employee || party(.employee)?.status == .signed
    }

    func party(_ role: PartyRole) -> PartyView? {
        parties.first { $0.role == role }
    }

    /// The side on which a caller stands, or nil for a stranger.
    func role(of caller: Caller) -> PartyRole? {
        if caller.side == .employer { return caller.enterpriseID == enterpriseID ? .enterprise : nil }
        return caller.accountID == employeeAccountID ? .employee : nil
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
