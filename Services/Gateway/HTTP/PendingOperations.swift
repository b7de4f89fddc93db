import Cryptography
import Foundation
import HTTPTypes
import Identifiers
import Messages

/// Requests that were not answered in time, sealed in memory with all that is needed to ask again.
///
/// Asking again has the same message identifiers, so it finds the stored answer instead of doing anything twice.
final class PendingOperations: Sendable {
    /// A visit as it is kept.
    struct Kept: Codable, Sendable {
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

    private struct Sealed {
        let account: AccountID?
        let bytes: Data
    }

    private static let context = "pending-operation"
    private let keys: SealingKeys
    private let now: @Sendable () -> Date
    private let memory = BoundedMemory<UUID, Sealed>(limit: 2_000, lifetime: 1_800)

    init(keys: SealingKeys, now: @escaping @Sendable () -> Date) {
        self.keys = keys
        self.now = now
    }

    /// Returns the identifier under which the operation can be asked about.
    func keep(_ visit: Visit, of endpoint: Endpoint) throws -> UUID {
        let kept = Kept(
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
        memory.keep(Sealed(account: visit.caller.accountID, bytes: bytes), for: id, now: now())
        return id
    }

    /// Nil also when the operation is somebody else's.
    func find(_ id: UUID, for caller: Caller) throws -> Kept? {
        guard let sealed = memory[id, now()], sealed.account == nil || sealed.account == caller.accountID else {
            return nil
        }
        return try JSONDecoder().decode(Kept.self, from: keys.open(data: sealed.bytes, context: Self.context))
    }
}

extension Endpoint {
    /// Names the endpoint among all.
    var name: String { "\(method.rawValue) \(path)" }
}
