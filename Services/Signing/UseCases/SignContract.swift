import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension SigningService {
    /// Adds the caller's signature to a contract after the willingness code.
    func sign(
        _ request: SignContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> SignContract.Reply {
        guard var flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        let role = try flow.role(of: caller)
        let signer = try flow.awaited(role)
        let account = try caller.requireAccount()
        let values = try ownValues(request, of: signer)
        let appearance = try await appearance(request, of: signer, in: flow, account: account, transaction)
        let willingness = try await redeemWillingness(request, role: role, flow: flow, account: account, transaction)

        let now = now()
        let evidence = try await transaction.addEvidence(
            EvidenceEntry(
                kind: "willingness",
                at: now,
                role: role,
                details: [
                    "method": willingness.method,
                    "willingness": willingness.id.description,
                    "document": flow.document.sha256,
                    "address": caller.address ?? "",
                ]
            ),
            to: flow.contractID
        )
        let identity = try await transaction.account(account)
        let (key, certificate) = try authority.issue(
            commonName: signer.name,
            organization: role == .enterprise ? flow.enterpriseName : nil,
            identity: role == .enterprise ? flow.uscc : identity?.idNumberMasked,
            evidence: evidence,
            now: now
        )
        let revision = SigningRevision.Request(
            fieldName: signer.signatureField,
            signerName: signer.name,
            fieldValues: values,
            appearance: appearance,
            signedAt: now,
            reason: "签署《\(flow.contractName)》"
        )
        let signed = try await apply(revision, to: flow.document, key: key, certificate: certificate)
        flow.record(
            PlacedSignature(
                role: role,
                account: account,
                at: now,
                certificateSerial: certificate.serialHex,
                document: signed
            )
        )
        try await transaction.insertCertificate(
            certificate,
            contract: flow.contractID,
            role: role,
            evidence: evidence,
            now: now
        )
        try await transaction.save(flow)
        try await transaction.addEvidence(
            EvidenceEntry(
                kind: "signed",
                at: now,
                role: role,
                details: ["document": signed.sha256, "certificate": certificate.serialHex]
            ),
            to: flow.contractID
        )
        try await announce(role, of: flow, at: now, in: transaction)
        return SignContract.Reply(status: flow.status == .completed ? .completed : .signing)
    }

    /// Appends the signer's revision to the document as it stands and stores the result.
    private func apply(
        _ revision: SigningRevision.Request,
        to document: ObjectReference,
        key: SigningKey,
        certificate: Certificate
    ) async throws -> ObjectReference {
        let pdf = try await store.get(document)
        let authority = authority
        let now = now
        do {
            let signed = try await DocumentLane.run {
                try SigningRevision.apply(to: pdf, revision) { digest in
                    try authority.sign(digest: digest, key: key, certificate: certificate, now: now)
                }
            }
            return try await store.put(signed, kind: .document)
        } catch let problem as DocumentProblem {
            throw Self.refusal(because: problem) ?? problem
        }
    }

    /// The signer's own mistake, such as a value that does not fit its place, as an answer; nil for other problems.
    private static func refusal(because problem: DocumentProblem) -> (any Error)? {
        let code = problem.code.rawValue
        switch problem.code {
        case .imageInvalid: return Refusal.invalid("signing.input", fields: ["signatureID": code])
        case .valueTooLong, .valueInvalid, .valueMissing, .glyphMissing:
            let fields = problem.fields.map { ("fields.\($0)", code) }
            return Refusal.invalid("signing.input", fields: Dictionary(fields) { first, _ in first })
        default: return nil
        }
    }

    private func ownValues(_ request: SignContract, of signer: Signer) throws -> [String: String] {
        let json = try keys.open(request.values, context: SealContext.fieldValues)
        guard let values = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8)) else {
            throw Refusal("messaging.malformed", .malformed)
        }
        var problems = FieldProblems()
        FieldCheck.check(values, of: signer.fields, prefix: "fields.", today: now(), into: &problems)
        try problems.check("signing.input")
        return values.filter { !$0.value.isEmpty }
    }

    private func appearance(
        _ request: SignContract,
        of signer: Signer,
        in flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> SigningRevision.Appearance {
        switch signer.role {
        case .employee:
            guard let id = request.signatureID else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-required"])
            }
            guard let image = try await transaction.handwriting(id, of: account) else {
                throw Refusal.invalid("signing.input", fields: ["signatureID": "signing.signature-unknown"])
            }
            return .handwriting(png: try await store.get(image))
        case .enterprise:
            guard let id = request.sealID else {
                throw Refusal.invalid("signing.input", fields: ["sealID": "signing.seal-required"])
            }
            guard let artwork = try await transaction.sealArtwork(id, of: flow.enterpriseID) else {
                throw Refusal.invalid("signing.input", fields: ["sealID": "signing.seal-unknown"])
            }
            return .seal(artwork)
        }
    }

    /// Uses up the code; a wrong one counts even though the answer is "no".
    private func redeemWillingness(
        _ request: SignContract,
        role: PartyRole,
        flow: Flow,
        account: AccountID,
        _ transaction: Transaction
    ) async throws -> Willingness {
        let given = try keys.open(request.code, context: SealContext.code).trimmingCharacters(in: .whitespaces)
        var problems = FieldProblems()
        OneTimeCode.check(given, into: &problems)
        try problems.check("signing.input")
        guard
            let willingness = try await transaction.willingness(
                request.willingnessID,
                contract: flow.contractID,
                account: account
            ), !willingness.used
        else { throw OneTimeCode.refusal("code.wrong") }
        guard willingness.documentSHA256 == flow.document.sha256 else {
            // The other side signed in between: what is signed must be what was seen.
            throw Refusal("signing.document-changed", .conflict)
        }
        let digest = codeDigest(given, of: flow.willingnessKey(role))
        guard try willingness.code.judge(digest, now: now(), equal: constantTimeEqual) else {
            try await transaction.countWrongTry(willingness)
            throw RefusalKeepingChanges(OneTimeCode.refusal("code.wrong"))
        }
        try await transaction.useUp(willingness, now: now())
        return willingness
    }

    private func announce(_ role: PartyRole, of flow: Flow, at time: Date, in transaction: Transaction) async throws {
        try await transaction.publish(
            ContractSigned(
                contractID: flow.contractID,
                role: role,
                signedAt: time,
                document: flow.document,
                revision: flow.revision
            )
        )
        guard flow.status == .completed else {
            if flow.ordered { try await tellWhoseTurn(flow, in: transaction) }
            return
        }
        try await transaction.addEvidence(
            EvidenceEntry(kind: "completed", at: time, details: ["document": flow.document.sha256]),
            to: flow.contractID
        )
        try await transaction.publish(
            ContractCompleted(
                contractID: flow.contractID,
                contractName: flow.contractName,
                enterpriseID: flow.enterpriseID,
                enterpriseName: flow.enterpriseName,
                document: flow.document,
                completedAt: time,
                parties: flow.signers.map { signer in
                    PartyToTell(
                        role: signer.role,
                        accountID: signer.role == .employee ? flow.employeeAccountID : flow.handlerAccountID,
                        phone: signer.phone
                    )
                }
            )
        )
    }
}
