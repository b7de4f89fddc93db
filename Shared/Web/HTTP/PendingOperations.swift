import Cryptography
import Foundation
import HTTPTypes
import Identifiers
import Messages
import ObjectStore

/// Requests that were not answered in time, sealed with all that is needed to ask again.
///
/// Asking again has the same message identifiers, so it finds the stored answer instead of doing anything twice.
/// They lie in memory and as a note in the object store, where every other gateway finds them.
final class PendingOperations: Sendable {
    /// A visit as it is kept.
    struct Kept: Codable, Sendable {
        let keptAt: Date
        let endpoint: String
        let caller: Caller
        let session: SessionView?
        let sessionToken: String?
        let path: String
        let parameters: [String: String]
        let query: JSONValue
        let body: JSONValue
        let repeatKey: RepeatKey
    }

    static let lifetime: TimeInterval = 1_800
    private static let context = "pending-operation"
    private let keys: SealingKeys
    private let notes: any NoteStore
    private let now: @Sendable () -> Date
    private let memory = BoundedMemory<UUID, Data>(limit: 2_000, lifetime: lifetime)

    init(keys: SealingKeys, notes: any NoteStore, now: @escaping @Sendable () -> Date) {
        self.keys = keys
        self.notes = notes
        self.now = now
    }

    /// Returns the identifier under which the operation can be asked about.
    func keep(_ visit: Visit, of endpoint: Endpoint) async throws -> UUID {
        let kept = Kept(
            keptAt: now(),
            endpoint: endpoint.name,
            caller: visit.caller,
            session: visit.session,
            sessionToken: visit.sessionToken,
            path: visit.path,
            parameters: visit.parameters,
            query: visit.query,
            body: visit.body,
            repeatKey: visit.repeatKey
        )
        let id = visit.repeatKey.operation(keys)
        let bytes = try keys.seal(data: JSONEncoder().encode(kept), context: Self.context)
        memory.keep(bytes, for: id, now: now())
        // Without the store the operation is known to this gateway only, which is better than not at all.
        if (try? await notes.writeNote(bytes, as: id)) != nil { removeLater(id, kept: Digest.sha256(bytes)) }
        return id
    }

    /// Nil also when the operation is somebody else's.
    func find(_ id: UUID, for caller: Caller) async throws -> Kept? {
        var found = memory[id, now()]
        if found == nil { found = try await notes.note(id) }
        guard let found else { return nil }
        let kept = try JSONDecoder().decode(Kept.self, from: keys.open(data: found, context: Self.context))
        guard now().timeIntervalSince(kept.keptAt) < Self.lifetime else { return nil }
        return kept.caller.accountID == nil || kept.caller.accountID == caller.accountID ? kept : nil
    }

    private func removeLater(_ id: UUID, kept: Data) {
        Task {
            try await Task.sleep(for: .seconds(Self.lifetime))
            try await remove(id, kept: kept)
        }
    }

    /// Takes the note away whose digest is `kept`, not one that a repeat put in its place: that has its own time.
    func remove(_ id: UUID, kept: Data) async throws {
        guard let note = try await notes.note(id), Digest.sha256(note) == kept else { return }
        try await notes.removeNote(id)
    }
}

extension Endpoint {
    /// Names the endpoint among all.
    var name: String { "\(method.rawValue) \(path)" }
}
