package import Foundation
package import Identifiers
package import Messages

extension RequestClient {
    /// What became of a command that was not answered in time; only the account that sent it is told.
    package func outcome<R: Request>(
        of id: MessageID,
        _: R.Type,
        as caller: Caller,
        deadline: Duration = .seconds(6)
    ) async throws -> RequestOutcome<R.Reply> {
        switch try await storedAnswer(to: id, at: R.service, as: caller, deadline: deadline) {
        case .unknown: .unknown
        case .refused(let refusal): .refused(refusal)
        case .done(let body): .done(try WireCoding.decode(R.Reply.self, from: body))
        }
    }

    /// The same for a caller who does not know the request's type: the reply as JSON.
    package func storedAnswer(
        to id: MessageID,
        at service: ServiceName,
        as caller: Caller,
        deadline: Duration = .seconds(6)
    ) async throws -> RequestOutcome<Data> {
        let question = RequestOutcomes.Question(id: id)
        let envelope = Envelope(
            service: service,
            topic: service.queries,
            type: RequestOutcomes.type,
            key: id.description,
            body: try WireCoding.encode(question)
        )
        let stored: RequestOutcomes.Stored = try Self.reply(
            try await send(envelope, caller, .new(), nil, deadline, .start())
        )
        guard let status = stored.status, let body = stored.body else { return .unknown }
        switch status {
        case .done: return .done(body)
        case .refused: return .refused(try WireCoding.decode(from: body))
        }
    }
}
