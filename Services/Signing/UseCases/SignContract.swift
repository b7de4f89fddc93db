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
        let signing = try await prepare(request, by: caller, in: transaction)
        let flow: Flow
        do {
            flow = try await carryOut(signing, by: caller, in: transaction)
        } catch let unsignable as DocumentUnsignable {
            try await giveUp(signing.flow, because: unsignable.problem, in: transaction)
            throw RefusalKeepingChanges(Refusal(Self.unreadable, .conflict))
        }
        try await announce(signing.signer.role, of: flow, at: signing.revision.signedAt, in: transaction)
        return SignContract.Reply(status: flow.status == .completed ? .completed : .signing)
    }

    /// A signature about to be made: everything was checked and the code is spent.
    private struct Signing {
        let flow: Flow
        let signer: Signer
        let account: AccountID
        let willingness: Willingness
        let revision: SigningRevision.Request
    }

    private func prepare(
        _ request: SignContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Signing {
        guard let flow = try await transaction.flow(request.contractID) else { throw Flow.unknown }
        let signer = try flow.awaited(try flow.role(of: caller))
        let account = try caller.requireAccount()
        let values = try ownValues(request, of: signer)
        let appearance = try await appearance(request, of: signer, in: flow, account: account, transaction)
        let willingness = try await redeemWillingness(
            request,
            role: signer.role,
            flow: flow,
            account: account,
            transaction
        )
        let revision = SigningRevision.Request(
            fieldName: signer.signatureField,
            signerName: signer.name,
            fieldValues: values,
            appearance: appearance,
            signedAt: now(),
            reason: "签署《\(flow.contractName)》"
        )
        return Signing(flow: flow, signer: signer, account: account, willingness: willingness, revision: revision)
    }

    /// Signs, and returns the flow with the signature recorded.
    private func carryOut(_ signing: Signing, by caller: Caller, in transaction: Transaction) async throws -> Flow {
        let time = signing.revision.signedAt
        let role = signing.signer.role
        let evidence = try await enter(
            signing.willingness,
            by: caller,
            as: role,
            of: signing.flow,
            at: time,
            in: transaction
        )
        let placed = try await place(
            signing.revision,
            of: signing.signer,
            by: signing.account,
            on: evidence,
            in: signing.flow,
            transaction
        )
        var flow = signing.flow
        flow.record(placed)
        try await transaction.save(flow)
        try await enter(placed, of: flow, in: transaction)
        return flow
    }

    /// Enters the willingness into the evidence and returns the link the certificate will carry.
    private func enter(
        _ willingness: Willingness,
        by caller: Caller,
        as role: PartyRole,
        of flow: Flow,
        at time: Date,
        in transaction: Transaction
    ) async throws -> Data {
        let entry = EvidenceEntry(
            kind: "willingness",
            at: time,
            role: role,
            details: [
                "method": willingness.method,
                "willingness": willingness.id.description,
                "document": flow.document.sha256,
                "account": caller.accountID?.description ?? "",
                "personID": caller.personID?.description ?? "",
                "address": caller.address ?? "",
            ]
        )
        return try await transaction.addEvidence(entry, to: flow.contractID)
    }

    private func enter(_ placed: PlacedSignature, of flow: Flow, in transaction: Transaction) async throws {
        let entry = EvidenceEntry(
            kind: "signed",
            at: placed.at,
            role: placed.role,
            details: ["document": placed.document.sha256, "certificate": placed.certificateSerial]
        )
        try await transaction.addEvidence(entry, to: flow.contractID)
    }

    /// Makes the one-time key and its certificate, signs with it and forgets it.
    private func place(
        _ revision: SigningRevision.Request,
        of signer: Signer,
        by account: AccountID,
        on evidence: Data,
        in flow: Flow,
        _ transaction: Transaction
    ) async throws -> PlacedSignature {
        let isEnterprise = signer.role == .enterprise
        let identity = try await transaction.account(account)?.idNumberMasked
        let issued = try authority.issue(
            commonName: signer.name,
            organization: isEnterprise ? flow.enterpriseName : nil,
            identity: isEnterprise ? flow.uscc : identity,
            evidence: evidence,
            now: revision.signedAt
        )
        let signed = try await apply(revision, to: flow.document, key: issued.0, certificate: issued.1)
        try await transaction.insertCertificate(
            issued.1,
            contract: flow.contractID,
            role: signer.role,
            evidence: evidence,
            now: revision.signedAt
        )
        return PlacedSignature(
            role: signer.role,
            account: account,
            at: revision.signedAt,
            certificateSerial: issued.1.serialHex,
            document: signed
        )
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
            throw Self.error(because: problem)
        }
    }

    /// The signer's own mistake, such as a value that does not fit its place, a trouble of ours, or the document's end.
    static func error(because problem: DocumentProblem) -> any Error {
        let code = problem.code.rawValue
        switch problem.code {
        case .imageInvalid: return Refusal.invalid("signing.input", fields: ["signatureID": code])
        case .valueTooLong, .valueInvalid, .valueMissing, .glyphMissing:
            let fields = problem.fields.map { ("fields.\($0)", code) }
            return Refusal.invalid("signing.input", fields: Dictionary(fields) { first, _ in first })
        case .unavailable, .timedOut: return DocumentsUnavailable(problem: problem)
        default: return DocumentUnsignable(problem: problem)
        }
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
                parties: flow.partiesToTell
            )
        )
    }
}
