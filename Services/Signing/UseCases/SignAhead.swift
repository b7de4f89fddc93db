import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

/// A signature made before the transaction that places it.
struct SignedAhead: Sendable {
    enum Outcome: Sendable {
        /// With what it adds to the images of the pages.
        case signed(ObjectReference, picture: ObjectReference?, Certificate)
        /// The document takes no signature, whoever signs and however often.
        case unsignable(DocumentProblem)
    }

    /// The document as it stood.
    let on: ObjectReference
    /// The willingness, as it is to be entered into the evidence.
    let entry: EvidenceEntry
    /// The link that `entry` makes in the chain as it stood; the certificate carries it.
    let evidence: Data
    let outcome: Outcome
}

extension SigningService {
    /// Makes the one-time key, signs with it and forgets it: what nobody places is an object nobody refers to.
    ///
    /// Nil where the wish is refused as it stands: the transaction says why.
    func signAhead(_ request: SignContract, by caller: Caller, reading: ShortReads) async throws -> SignedAhead? {
        guard let basis = try await reading({ try await basis(request, by: caller, in: $0) }) else { return nil }
        let (flow, signer, entry) = (basis.wish.flow, basis.wish.signer, basis.entry)
        let isEnterprise = signer.role == .enterprise
        let (key, certificate) = try authority.issue(
            commonName: signer.name,
            organization: isEnterprise ? flow.enterpriseName : nil,
            identity: isEnterprise ? flow.uscc : basis.identity,
            evidence: basis.evidence,
            now: entry.at
        )
        let revision = try await revision(basis.wish, at: entry.at)
        let outcome: SignedAhead.Outcome
        do {
            let (document, picture) = try await apply(revision, to: flow.document, key: key, certificate: certificate)
            outcome = .signed(document, picture: picture, certificate)
        } catch let unsignable as DocumentUnsignable {
            outcome = .unsignable(unsignable.problem)
        }
        return SignedAhead(on: flow.document, entry: entry, evidence: basis.evidence, outcome: outcome)
    }

    /// What a signature is made of, read in one look.
    private struct Basis: Sendable {
        let wish: SigningWish
        let identity: String?
        let entry: EvidenceEntry
        let evidence: Data
    }

    private func basis(
        _ request: SignContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> Basis? {
        do {
            let wish = try await check(request, by: caller, in: transaction)
            guard wish.codeIsRight else { return nil }
            let entry = wish.willingness.evidence(by: caller, as: wish.signer.role, at: now())
            return Basis(
                wish: wish,
                identity: try await transaction.account(wish.account)?.idNumberMasked,
                entry: entry,
                evidence: try await transaction.nextEvidence(entry, of: wish.flow.contractID).link
            )
        } catch is Refusal { return nil } catch is RefusalKeepingChanges { return nil }
    }

    private func revision(_ wish: SigningWish, at time: Date) async throws -> SigningRevision.Request {
        let appearance: SigningRevision.Appearance =
            switch wish.appearance {
            case .handwriting(let image): .handwriting(png: try await store.get(image))
            case .seal(let artwork): .seal(artwork)
            }
        return SigningRevision.Request(
            fieldName: wish.signer.signatureField,
            signerName: wish.signer.name,
            fieldValues: wish.values,
            appearance: appearance,
            signedAt: time,
            reason: "签署《\(wish.flow.contractName)》"
        )
    }

    /// Appends the signer's revision to the document as it stands and stores the result, and what it shows: an object that
    /// no row here refers to, so that it goes after a day.
    private func apply(
        _ revision: SigningRevision.Request,
        to document: ObjectReference,
        key: SigningKey,
        certificate: Certificate
    ) async throws -> (document: ObjectReference, picture: ObjectReference?) {
        let pdf = try await store.get(document)
        let authority = authority
        let now = now
        do {
            let (signed, picture) = try await DocumentLane.run {
                let signed = try SigningRevision.apply(to: pdf, revision, room: authority.room(for: certificate)) {
                    digest in
                    try authority.sign(digest: digest, key: key, certificate: certificate, now: now)
                }
                // Without it the pages are drawn from the document.
                return (signed, try? SigningRevision.picture(on: pdf, revision, width: RevisionPicture.usualWidth))
            }
            let document = try await store.put(signed, kind: .document)
            guard let picture, let bytes = try? JSONEncoder().encode(picture) else { return (document, nil) }
            return (document, try? await store.put(bytes, kind: .revisionPicture))
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
