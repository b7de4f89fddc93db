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
    /// A question under way, and what was forgotten meanwhile: its answer may be older than that.
    private struct Question {
        let hash: String
        var isStale = false
        var forgotten: Set<SessionID> = []
    }

    private let questions = Mutex<[UUID: Question]>([:])

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
        let question = UUID.v7()
        questions.withLock { $0[question] = Question(hash: hash) }
        defer { questions.withLock { $0[question] = nil } }
        do {
            let session = try await asking.ask(
                GetSession(tokenHash: hash),
                as: Caller(address: address),
                id: .new(),
                contentHash: nil,
                deadline: .seconds(6),
                trace: trace.next()
            )
            questions.withLock { questions in
                guard let asked = questions[question], !asked.isStale, !asked.forgotten.contains(session.sessionID)
                else { return }
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
        spoil { if $0.hash == tokenHash { $0.isStale = true } }
        known.forget(tokenHash)
    }

    /// The same for who knows it by its identifier.
    package func forget(_ session: SessionID) {
        spoil { $0.forgotten.insert(session) }
        if let hash = hashes.forget(session) { known.forget(hash) }
    }

    /// For when news may have been missed.
    package func forgetAll() {
        spoil { $0.isStale = true }
        known.forgetAll()
    }

    private func spoil(_ change: (inout Question) -> Void) {
        questions.withLock { questions in
            for (key, asked) in questions {
                var asked = asked
                change(&asked)
                questions[key] = asked
            }
        }
    }
}
