import Cryptography
import Messages
import Messaging
import Postgres

/// What Gateways ask that do not know of forms yet.
extension IdentityService {
    func startPersonVerification(
        _ request: StartPersonVerificationV1,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        let values = FieldValues(texts: [
            "consent": String(request.consent), "name": request.name, "idType": request.idType.rawValue,
            "idNumber": try keys.open(request.idNumber, context: SealContext.idNumber),
            "phone": try keys.open(request.phone, context: SealContext.phone),
        ])
        let now = StartPersonVerification(
            accountID: request.accountID,
            method: request.method,
            values: try keys.seal(values)
        )
        return try await startPersonVerification(now, by: caller, in: transaction)
    }

    func startEnterpriseVerification(
        _ request: StartEnterpriseVerificationV1,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        let representative = request.legalRepresentative
        let values = FieldValues(texts: [
            "organizationType": request.organizationType.rawValue,
            "legalRepresentative.name": representative.name,
            "legalRepresentative.idType": representative.idType.rawValue,
            "legalRepresentative.idNumber": try keys.open(representative.idNumber, context: SealContext.idNumber),
        ])
        let now = StartEnterpriseVerification(
            enterpriseID: request.enterpriseID,
            method: request.method,
            values: try keys.seal(values)
        )
        return try await startEnterpriseVerification(now, by: caller, in: transaction)
    }
}
