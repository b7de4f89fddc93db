import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Synchronization

@testable import Gateway
@testable import Web

/// Answers in the services' place, by the golden samples unless it is told otherwise, and remembers what it was asked.
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
        var said: [String: String] = [:]
        var held: Set<String> = []
    }

    private let state = Mutex(State())
    private let keys: SealingKeys

    init(keys: SealingKeys) {
        self.keys = keys
        // The session of the sample would be everybody's.
        answer(GetSession.self) { _, _ in throw Refusal("identity.login-required", .unauthorized) }
    }

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

    /// Keeps whoever asks this waiting, or does so no longer.
    func hold<R: Request>(_: R.Type, _ isHeld: Bool = true) {
        state.withLock { state in
            if isHeld { state.held.insert(R.type) } else { state.held.remove(R.type) }
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
        while state.withLock({ $0.held.contains(R.type) }) { try await Task.sleep(for: .milliseconds(5)) }
        guard let body else { return try sample(R.self) }
        guard let reply = try body(request, caller, before) as? R.Reply else { throw NotPrepared(type: R.type) }
        return reply
    }

    // MARK: Golden samples

    /// The committed sample of an answer, its texts sealed so that this gateway can open them.
    func sample<R: Request>(_: R.Type) throws -> R.Reply {
        let file = Self.samples.appending(path: "\(R.type).reply.json")
        let json = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        let said = state.withLock { $0.said }
        return try WireCoding.decode(from: JSONEncoder().encode(try told(json, said)))
    }

    /// Lets the samples say something else where they have one of these texts.
    func say(_ text: String, for plain: [String]) {
        state.withLock { state in for old in plain { state.said[old] = text } }
    }

    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "MessagesTests/Samples")

    /// What a sealed member of a sample is sealed for, and what is in it.
    private static let plain: [String: (context: String, text: String)] = [
        "address": (SealContext.address, "示例路 1 号"), "path": (SealContext.link, "/i/sample"),
        "phone": (SealContext.phone, "13800000001"), "token": (SealContext.token, "sample-token"),
        "value": (SealContext.fieldValues, "示例"),
        "values": (FieldValues.sealContext, #"{"sex":"female","address":"示例路 1 号"}"#),
    ]

    private func told(_ value: JSONValue, _ said: [String: String], named name: String = "") throws -> JSONValue {
        switch value {
        case .object(let members):
            let told = try members.map { ($0.key, try self.told($0.value, said, named: $0.key)) }
            return .object(Dictionary(told) { first, _ in first })
        case .array(let items): return .array(try items.map { try told($0, said, named: name) })
        case .string(let text) where text.hasPrefix("v1.k1."):
            guard let plain = Self.plain[name] else { throw NotPrepared(type: name) }
            return .string(try keys.seal(plain.text, context: plain.context).envelope)
        case .string(let text): return .string(said[text] ?? text)
        default: return value
        }
    }
}
