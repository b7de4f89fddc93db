import Cryptography
import Documents
import Foundation
import Messages
import Messaging
import ObjectStore
import Postgres

extension SigningService {
    /// Judges the signatures of an uploaded PDF.
    func verify(
        _ request: VerifyDocument,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> QueryAnswer<VerifyDocument.Reply> {
        let revoked = try await transaction.revokedCertificates()
        // A stranger's file takes as long as it likes, and nothing that others wait for.
        return .working { _ in try await verify(request, revoked: revoked) }
    }

    private func verify(
        _ request: VerifyDocument,
        revoked: [RevokedCertificate]
    ) async throws -> VerifyDocument.Reply {
        let pdf = try await store.get(request.upload)
        let found: [FoundSignature]
        do {
            found = try await verifier.examineUntrusted(pdf)
        } catch  where error.code == .unavailable {
            // Nobody has read the document: nothing is said against it.
            throw Refusal(error.code.rawValue, .unavailable, retryAt: now().addingTimeInterval(2))
        } catch {
            throw Refusal(error.code.rawValue, .invalid, fields: ["file": error.code.rawValue])
        }
        let now = now()
        let list = try await revocations.list(revoked, by: authority.certificates, now: now)
        let findings = try await DocumentLane.runAside {
            found.map { finding(of: $0, revocationList: list, now: now) }
        }
        return VerifyDocument.Reply(
            valid: !findings.isEmpty && findings.allSatisfy(\.isGood),
            signatures: findings
        )
    }

    /// What everybody can judge signatures by.
    func getTrustAnchor(
        _ request: GetTrustAnchor,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> QueryAnswer<GetTrustAnchor.Reply> {
        let revoked = try await transaction.revokedCertificates()
        if let list = revocations.kept(revoked, now: now()) {
            return .ready(GetTrustAnchor.Reply(rootPEM: authority.root.pem, revocationList: list))
        }
        return .working { _ in
            let list = try await revocations.list(revoked, by: authority.certificates, now: now())
            return GetTrustAnchor.Reply(rootPEM: authority.root.pem, revocationList: list)
        }
    }

    private func finding(of signature: FoundSignature, revocationList: Data, now: Date) -> SignatureFinding {
        let cms = DetachedCMS.inspect(
            signature.cms,
            documentDigest: signature.coveredDigest,
            trustedRoots: [authority.root],
            revocationLists: [revocationList],
            now: now
        )
        let timestamp = cms.timestamp.flatMap { $0.valid && $0.trusted ? $0 : nil }
        var problem = cms.problems.map(\.rawValue).min()
        var covers = true
        if case .forbidden = signature.changesAfter {
            covers = false
            problem = problem ?? "signature.changed-afterwards"
        }
        return SignatureFinding(
            signer: cms.signerName ?? signature.signerName ?? "",
            role: signature.role,
            signedAt: timestamp?.time,
            intact: cms.signatureValid && cms.digestMatches,
            trusted: cms.chainTrusted && cms.problems.isEmpty,
            timestamped: timestamp != nil,
            coversDocument: covers,
            problem: problem
        )
    }
}

extension FoundSignature {
    fileprivate var role: PartyRole? {
        switch fieldName {
        case ControlParty.employee.signatureFieldName: .employee
        case ControlParty.enterprise.signatureFieldName: .enterprise
        default: nil
        }
    }
}

extension SignatureFinding {
    fileprivate var isGood: Bool { intact && trusted && timestamped && coversDocument }
}
