import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Synchronization

@testable import Gateway
@testable import Web

/// Answers in the services' place and remembers what it was asked.
final class StandIn: Asking {
    struct Asked: Sendable {
        let type: String
        let id: MessageID
        let contentHash: Data?
        let caller: Caller
        let request: any Request
    }

    struct NotPrepared: Error {
        let type: String
    }

    private struct State {
        var answers: [String: @Sendable (any Request, Caller, Int) throws -> any Sendable] = [:]
        var asked: [Asked] = []
    }

    private let state = Mutex(State())

    /// Prepares the answer to a type of request.
    func answer<R: Request>(_: R.Type, _ body: @escaping @Sendable (R, Caller) throws -> R.Reply) {
        answerCounting(R.self) { request, caller, _ in try body(request, caller) }
    }

    /// The same, knowing how often it was asked before.
    func answerCounting<R: Request>(_: R.Type, _ body: @escaping @Sendable (R, Caller, Int) throws -> R.Reply) {
        state.withLock { state in
            state.answers[R.type] = { request, caller, before in
                guard let request = request as? R else { throw NotPrepared(type: R.type) }
                return try body(request, caller, before)
            }
        }
    }

    func asked<R: Request>(_: R.Type) -> [(message: Asked, request: R)] {
        state.withLock { $0.asked }.compactMap { asked in (asked.request as? R).map { (asked, $0) } }
    }

    func ask<R: Request>(
        _ request: R,
        as caller: Caller,
        id: MessageID,
        contentHash: Data?,
        deadline: Duration,
        trace: TraceContext?
    ) async throws -> R.Reply {
        let (body, before) = state.withLock { state in
            let before = state.asked.count { $0.type == R.type }
            state.asked.append(
                Asked(type: R.type, id: id, contentHash: contentHash, caller: caller, request: request)
            )
            return (state.answers[R.type], before)
        }
        guard let body else { throw NotPrepared(type: R.type) }
        guard let reply = try body(request, caller, before) as? R.Reply else { throw NotPrepared(type: R.type) }
        return reply
    }
}
