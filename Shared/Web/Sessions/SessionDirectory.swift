import Cryptography
import Foundation
package import Identifiers
import Messages
import Messaging
import Synchronization

/// Who a token belongs to: asked of Identity, remembered for half a minute, forgotten when Identity says so.
package final class SessionDirectory: Sendable {
    private let asking: any Asking
    private let now: @Sendable () -> Date
    private let known = BoundedMemory<String, SessionView>(limit: 20_000, lifetime: 30)
    private let hashes = BoundedMemory<SessionID, String>(limit: 20_000, lifetime: 30)
    /// Counts what was forgotten, so that an answer that was on its way meanwhile is not remembered.
    private let forgotten = Atomic<Int>(0)

    init(asking: any Asking, now: @escaping @Sendable () -> Date) {
        self.asking = asking
        self.now = now
    }

    static func hash(of token: String) -> String {
        Digest.sha256Hex(Data(token.utf8))
    }

    /// Returns the session of a token, or nil when there is none.
    func find(token: String, address: String, trace: TraceContext) async throws -> SessionView? {
        // Tokens are 43 characters of base64url; nothing else is worth a question.
        guard (20...200).contains(token.utf8.count), token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        let hash = Self.hash(of: token)
        let now = now()
        if let session = known[hash, now] { return session.expiresAt > now ? session : nil }
        let before = forgotten.load(ordering: .acquiring)
        do {
            let session = try await asking.ask(
                GetSession(tokenHash: hash),
                as: Caller(address: address),
                id: .new(),
                contentHash: nil,
                deadline: .seconds(6),
                trace: trace.next()
            )
            if forgotten.load(ordering: .acquiring) == before {
                known.keep(session, for: hash, now: now)
                hashes.keep(hash, for: session.sessionID, now: now)
            }
            return session
        } catch let refusal as Refusal where refusal.kind == .unauthorized || refusal.kind == .notFound {
            return nil
        }
    }

    /// Identity said that this session changed.
    package func forget(_ tokenHash: String) {
        forgotten.add(1, ordering: .acquiringAndReleasing)
        known.forget(tokenHash)
    }

    /// The same for who knows it by its identifier.
    package func forget(_ session: SessionID) {
        forgotten.add(1, ordering: .acquiringAndReleasing)
        if let hash = hashes.forget(session) { known.forget(hash) }
    }

    /// For when news may have been missed.
    package func forgetAll() {
        forgotten.add(1, ordering: .acquiringAndReleasing)
        known.forgetAll()
    }
}
