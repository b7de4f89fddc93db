import Foundation
import HTTPTypes
import Identifiers
import Messages
import Messaging

/// How a request that was not answered in time stands.
struct PendingOperationState: Codable, Sendable {
    enum Status: String, Word {
        case pending
        case done
        case failed
    }

    let id: Identifier<PendingOperationState>
    let status: Status
    /// The answer the request would have got.
    let result: JSONValue?
    /// The problem details it would have got.
    let problem: JSONValue?
}

/// Asks again about requests that were not answered in time.
enum PendingOperationEndpoint {
    /// Knows the endpoints by name, so that the kept request goes to the handler it was meant for.
    static func make(among endpoints: [Endpoint]) -> Endpoint {
        let byName = Dictionary(endpoints.map { ($0.name, $0) }) { first, _ in first }
        return .json(.get, "/operations/{id}", "How a request that was not answered in time stands", .anyone) { visit in
            try await state(of: visit, byName)
        }
    }

    private static func state(of visit: Visit, _ endpoints: [String: Endpoint]) async throws -> PendingOperationState {
        guard let id = UUID(uuidString: try visit.parameter("id")),
            let kept = try await visit.parts.operations.find(id, for: visit.caller),
            let endpoint = endpoints[kept.endpoint]
        else { throw Refusal.notFound("gateway.operation-unknown") }
        do {
            let answer = try await endpoint.perform(repeated(kept, visit))
            let result = try? JSONDecoder().decode(JSONValue.self, from: answer.body)
            return PendingOperationState(id: Identifier(id), status: .done, result: result, problem: nil)
        } catch is RequestTimedOut {
            return PendingOperationState(id: Identifier(id), status: .pending, result: nil, problem: nil)
        } catch {
            let problem = Problem.of(error, requestID: visit.requestID, visit.parts)
            // What passes by itself is not an end. A limit is one: its refusal stays the answer to these messages.
            guard problem.status != .serviceUnavailable else {
                return PendingOperationState(id: Identifier(id), status: .pending, result: nil, problem: nil)
            }
            let told = try? JSONDecoder().decode(JSONValue.self, from: problem.answer.body)
            return PendingOperationState(id: Identifier(id), status: .failed, result: nil, problem: told)
        }
    }

    private static func repeated(_ kept: PendingOperations.Kept, _ visit: Visit) -> Visit {
        Visit(
            parts: visit.parts,
            requestID: visit.requestID,
            trace: visit.trace,
            caller: kept.caller,
            session: kept.session,
            cookieToken: visit.cookieToken,
            sessionToken: kept.sessionToken,
            path: kept.path,
            parameters: kept.parameters,
            query: kept.query,
            body: kept.body,
            file: nil,
            repeatKey: kept.repeatKey,
            patience: .seconds(2)
        )
    }
}
