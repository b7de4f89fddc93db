import Cryptography
import Foundation
import Identifiers
import Messages

/// The signing of one contract: who has signed, whose turn it is, and when it is complete.
struct Flow: Sendable {
    var contractID: ContractID
    var contractNumber: String
    var contractName: String
    var enterpriseID: EnterpriseID
    var enterpriseName: String
    var uscc: String
    var employeeAccountID: AccountID
    var handlerAccountID: AccountID
    var document: ObjectReference
    var revision: Int
    var ordered: Bool
    var status: ContractStatus
    var launchedAt: Date
    var completedAt: Date?
    var signers: [Signer]

    /// The roles that may sign now.
    var turn: [PartyRole] {
        status == .signing ? signers.awaited(ordered: ordered) : []
    }

    /// The side on which a caller stands, or a refusal that does not tell a stranger that the contract exists.
    func role(of caller: Caller) throws(Refusal) -> PartyRole {
        _ = try caller.requirePerson()
        if caller.side == .employer {
            guard try caller.requireEnterprise() == enterpriseID else { throw Self.unknown }
            return .enterprise
        }
        guard try caller.requireAccount() == employeeAccountID else { throw Self.unknown }
        return .employee
    }

    /// Returns the signer whose turn it is, or says why nobody of that role may sign now.
    func awaited(_ role: PartyRole) throws(Refusal) -> Signer {
        guard status == .signing else { throw Refusal("signing.not-open", .conflict) }
        guard let signer = signers.first(where: { $0.role == role }) else { throw Self.unknown }
        guard signer.status == .waiting else { throw Refusal("signing.signed-already", .conflict) }
        guard turn.contains(role) else { throw Refusal("signing.not-your-turn", .conflict) }
        return signer
    }

    /// Whom to tell what became of the contract.
    var partiesToTell: [PartyToTell] {
        signers.map { signer in
            PartyToTell(role: signer.role, accountID: account(of: signer.role), phone: signer.phone)
        }
    }

    /// Tells those whose turn it is now.
    var turns: [any Event] {
        signers.filter { turn.contains($0.role) }.map { signer in
            SignerTurn(
                contractID: contractID,
                contractName: contractName,
                enterpriseID: enterpriseID,
                enterpriseName: enterpriseName,
                role: signer.role,
                accountID: account(of: signer.role),
                phone: signer.phone
            )
        }
    }

    private func account(of role: PartyRole) -> AccountID {
        role == .employee ? employeeAccountID : handlerAccountID
    }

    static let unknown = Refusal.notFound("signing.contract-unknown")
}

/// One side of a flow.
struct Signer: SigningParty, Sendable {
    var role: PartyRole
    var name: String
    var phone: SealedText
    var signatureField: String
    var fields: [FormField]
    var status: PartyStatus
    var signedBy: AccountID?
    var signedAt: Date?
    var certificateSerial: String?
}

/// How often a signer may ask for willingness codes.
struct WillingnessHistory: Sendable {
    static let perContractAnHour = 5
    static let perAccountADay = 60

    var last: Date?
    var contractLastHour: Int
    var accountLastDay: Int

    func allowAnother(now: Date) throws(Refusal) {
        if let last {
            let next = last.addingTimeInterval(OneTimeCode.resendAfter)
            guard now >= next else { throw Refusal("signing.code-too-soon", .tooMany, retryAt: next) }
        }
        guard contractLastHour < Self.perContractAnHour else {
            throw Refusal("signing.code-limit", .tooMany, retryAt: now.addingTimeInterval(3600))
        }
        guard accountLastDay < Self.perAccountADay else {
            throw Refusal("signing.code-limit", .tooMany, retryAt: now.addingTimeInterval(86_400))
        }
    }
}
