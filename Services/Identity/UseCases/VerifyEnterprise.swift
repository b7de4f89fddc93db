import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    /// Checks that the operator is the legal representative; the register is asked after this was committed.
    func startEnterpriseVerification(
        _ request: StartEnterpriseVerification,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        let account = try caller.requireAccount()
        guard let enterprise = caller.enterpriseID, enterprise == request.enterpriseID else {
            throw Refusal.notFound("identity.enterprise-unknown")
        }
        guard caller.roles.contains(.administrator) else { throw Refusal("identity.role-required", .forbidden) }
        let person = try caller.requirePerson()
        guard let known = try await transaction.enterprise(enterprise) else {
            throw Refusal.notFound("identity.enterprise-unknown")
        }
        guard !known.verified else { throw Refusal("identity.enterprise-verified-already", .conflict) }
        let now = now()
        let typed = try keys.open(request.values)
        var problems = FieldProblems()
        if request.method != .legalRepresentative { problems.add("method", "identity.method-not-offered") }
        let form = Form.enterpriseByRepresentative
        form.check(typed, codes: .identity, today: now, into: &problems)
        let kept = form.kept(typed)
        let idTypePath = "legalRepresentative.idType"
        _ = Inputs.offeredIDType(kept[idTypePath], at: idTypePath, into: &problems)
        try problems.check("identity.input")
        guard let organizationType = OrganizationType(rawValue: kept["organizationType"]) else {
            throw Refusal("identity.input", .invalid)
        }
        let name = kept["legalRepresentative.name"]
        let idNumber = kept["legalRepresentative.idNumber"]
        guard let operatorIdentity = try await transaction.personIdentity(person) else {
            throw Refusal("identity.person-unverified", .forbidden)
        }

        var verification = EnterpriseVerification(
            id: .new(),
            enterpriseID: enterprise,
            accountID: account,
            organizationType: organizationType,
            method: request.method,
            representativeName: name,
            representativeIDNumber: try keys.seal(idNumber, context: SealContext.idNumber),
            status: .pending
        )
        let index = keys.lookUpIndex(idNumber, purpose: LookUpPurpose.idNumber)
        if operatorIdentity.name != name || !constantTimeEqual(operatorIdentity.idNumberIndex, index) {
            verification.fail(because: "identity.not-legal-representative", now: now)
        }
        try await transaction.insert(verification, now: now)
        if verification.status == .pending {
            try await transaction.schedule(
                AskRegister(verificationID: verification.id, enterpriseID: enterprise, personID: person)
            )
        }
        return verification.view
    }

    /// Reads a verification of the enterprise acted for.
    func getEnterpriseVerification(
        _ request: GetEnterpriseVerification,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> QueryAnswer<VerificationView> {
        let read = { @Sendable (transaction: Transaction) async throws -> VerificationView in
            _ = try caller.requireAccount()
            guard let found = try await transaction.enterpriseVerification(request.verificationID),
                found.enterpriseID == caller.enterpriseID
            else { throw Refusal.notFound("identity.verification-unknown") }
            return try await shown(found.view, about: found.enterpriseID.description, to: caller, in: transaction)
        }
        return shown(try await read(transaction), untilSettled: request.untilSettled, to: caller, read: read)
    }
}
