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
        let happening: Happening
        do {
            happening = signing.flow.record(try await place(signing, by: caller, in: transaction))
        } catch let unsignable as DocumentUnsignable {
            try await transaction.save(signing.flow.giveUp(because: unsignable.problem, now: now()))
            throw RefusalKeepingChanges(Refusal(Flow.unreadable, .conflict))
        }
        try await transaction.save(happening)
        return SignContract.Reply(status: happening.flow.status == .completed ? .completed : .signing)
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

    /// Enters the willingness into the evidence, whose link the certificate carries; then makes the one-time key, signs
    /// with it and forgets it.
    private func place(
        _ signing: Signing,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> PlacedSignature {
        let (flow, signer, time) = (signing.flow, signing.signer, signing.revision.signedAt)
        let entry = signing.willingness.evidence(by: caller, as: signer.role, at: time)
        let evidence = try await transaction.addEvidence(entry, to: flow.contractID)
        let isEnterprise = signer.role == .enterprise
        let identity = try await transaction.account(signing.account)?.idNumberMasked
        let (key, certificate) = try authority.issue(
            commonName: signer.name,
            organization: isEnterprise ? flow.enterpriseName : nil,
            identity: isEnterprise ? flow.uscc : identity,
            evidence: evidence,
            now: time
        )
        let signed = try await apply(signing.revision, to: flow.document, key: key, certificate: certificate)
        try await transaction.insertCertificate(
            certificate,
            contract: flow.contractID,
            role: signer.role,
            evidence: evidence,
            now: time
        )
        return PlacedSignature(
            role: signer.role,
            account: signing.account,
            at: time,
            certificateSerial: certificate.serialHex,
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
        default: return problem.isPassing ? problem : DocumentUnsignable(problem: problem)
        }
    }
}

/// The document of a contract takes no signature, whoever signs and however often.
struct DocumentUnsignable: Error {
    let problem: DocumentProblem
}

extension Willingness {
    fileprivate func evidence(by caller: Caller, as role: PartyRole, at time: Date) -> EvidenceEntry {
        EvidenceEntry(
            kind: "willingness",
            at: time,
            role: role,
            details: [
                "method": method.rawValue,
                "willingness": id.description,
                "document": documentSHA256,
                "account": caller.accountID?.description ?? "",
                "personID": caller.personID?.description ?? "",
                "address": caller.address ?? "",
            ]
        )
    }
}
