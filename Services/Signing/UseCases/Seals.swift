import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension SigningService {
    func listSeals(
        _ request: ListSeals,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListSeals.Reply {
        ListSeals.Reply(seals: try await transaction.seals(of: try caller.requireEnterprise()))
    }

    /// Bytes of the largest drawn signature.
    static let largestHandwriting = 256 << 10

    /// What is kept must be what was drawn: a picture that stands in the store as such and can be drawn again.
    func checkDrawing(
        _ request: KeepHandwrittenSignature,
        by caller: Caller,
        reading _: ShortReads
    ) async throws -> ObjectReference {
        _ = try caller.requirePerson()
        guard try caller.requireAccount() == request.accountID else {
            throw Refusal.notFound("signing.signature-unknown")
        }
        let image = request.image
        // An older Gateway put it where it stays.
        guard image.kind == .upload || image.kind == .handwriting else {
            throw Self.drawing("signing.signature-unknown")
        }
        guard image.size <= Self.largestHandwriting else { throw Self.drawing("documents.image-invalid") }
        let png: Data
        do throws(ObjectStoreError) {
            try await store.expect(image)
            png = try await store.get(image)
        } catch {
            // Absent, or not what the reference says; the store's own trouble is tried again.
            throw error.isPassing ? error : Self.drawing("signing.signature-unknown")
        }
        do {
            try await DocumentLane.run { _ = try HandwritingPicture(png: png) }
        } catch let problem as DocumentProblem {
            throw Self.drawing(problem.code.rawValue)
        }
        return image.kind == .upload ? try await store.put(png, kind: .handwriting) : image
    }

    /// Keeps a drawn signature, which only its owner can see and use.
    func keepHandwrittenSignature(
        _ request: KeepHandwrittenSignature,
        by caller: Caller,
        _ image: ObjectReference,
        in transaction: Transaction
    ) async throws -> KeepHandwrittenSignature.Reply {
        let id = HandwrittenSignatureID.new()
        try await transaction.insertHandwriting(id, of: request.accountID, image: image, now: now())
        return KeepHandwrittenSignature.Reply(id: id)
    }

    private static func drawing(_ code: String) -> any Error {
        Refusal.invalid("signing.input", fields: ["png": code])
    }

    func listHandwrittenSignatures(
        _ request: ListHandwrittenSignatures,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListHandwrittenSignatures.Reply {
        let account = try caller.requireAccount()
        guard account == request.accountID else { throw Refusal.notFound("signing.signature-unknown") }
        return ListHandwrittenSignatures.Reply(signatures: try await transaction.handwritings(of: account))
    }
}
