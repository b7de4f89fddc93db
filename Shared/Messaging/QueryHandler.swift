import Foundation
import Kafka
import Logging
import Messages
import Postgres

/// Answers queries: reads only, remembers nothing, gives up when nobody waits any more.
struct QueryHandler: WorkHandler {
    let parts: ListenerParts
    let routes: [String: RequestRoute]

    func handle(_ batch: [Work]) async -> [WorkOutcome] {
        var outcomes: [WorkOutcome] = []
        for work in batch { outcomes.append(await handle(work)) }
        return outcomes
    }

    private func handle(_ work: Work) async -> WorkOutcome {
        switch parts.readRequest(work, routes) {
        case .message(let message):
            if let pause = await parts.pause(before: message, work) { return .later(after: pause) }
            return await answer(message, work)
        case .expired(let type):
            parts.meters.count(.expired, type: type)
            return .passed
        case .skipped: return .passed
        case .unusable(let reason, let error, let type):
            return await parts.putAside(
                work,
                reason,
                error: error,
                attempts: 1,
                knownType: type,
                answer: MessagingRefusal.unreadable
            )
        }
    }

    private func answer(_ message: ReadMessage, _ work: Work) async -> WorkOutcome {
        let outcome = await reply(to: message, work) {
            guard case .atOnce(let run) = message.handling else { return nil }
            return try await parts.database.withTransaction(readOnly: true, context: message.scope.settings, run)
        }
        parts.meters.processed(work.record.timestamp)
        return outcome
    }

    /// Sends what `answer` comes to, now or when its work is done.
    private func reply(
        to message: ReadMessage,
        _ work: Work,
        _ answer: () async throws -> PreparedAnswer?
    ) async -> WorkOutcome {
        let type = message.headers.type
        let started = ContinuousClock.now
        do {
            let context = parts.context.handling(message.headers)
            switch try await context.run(answer) {
            case .working(let beside, let later):
                // Its own time is observed when it is done.
                let hasBegun = beside.begin { [self] in
                    let outcome = await reply(to: message, work) { .body(try await later(parts.database)) }
                    // What would be tried again had its turn already.
                    if case .retry = outcome {
                        parts.replies.send(.refused(MessagingRefusal.busy), to: message.headers)
                    }
                }
                // Nobody is kept waiting for what could not be done in time.
                if !hasBegun { throw MessagingRefusal.busy }
                return .done
            case .body(let body):
                parts.replies.send(.done(body, announced: context.announced?.all ?? []), to: message.headers)
                parts.meters.count(.handled, type: type)
            case nil: throw RouteMistakes(mistakes: ["\(type) has no answer"])
            }
        } catch let refusal as Refusal {
            parts.replies.send(.refused(refusal), to: message.headers)
            parts.meters.count(.refused, type: type)
        } catch let kept as RefusalKeepingChanges {
            parts.replies.send(.refused(kept.refusal), to: message.headers)
            parts.meters.count(.refused, type: type)
        } catch let error as PostgresError where error.isRetriable && message.headers.deadline != nil {
            // Ends with the deadline, which is looked at before every try.
            return .retry(after: parts.backOff.delay(after: work.failures))
        } catch is CancellationError {
            return .retry(after: parts.backOff.base)
        } catch {
            parts.meters.count(.failed, type: type)
            parts.logger.error(
                "a query failed",
                metadata: ["type": "\(type)", "id": "\(message.headers.id)", "cause": "\(SafeErrorText.of(error))"]
            )
            parts.replies.send(.refused(MessagingRefusal.failed), to: message.headers)
        }
        parts.meters.observe(ContinuousClock.now - started, type: type)
        return .done
    }
}
