import Foundation
import Identifiers
import Logging
import Messages
import Postgres

/// Several messages in one transaction: how a listener that is behind catches up.
extension InboxHandler {
    /// What was written down before messages are handled, and whether they may share a transaction.
    struct Beginning {
        var counts: [MessageID: MessageAttempts.Count] = [:]
        var mayShare = false
    }

    /// Writes down the beginnings that must be counted, in one statement.
    ///
    /// Only messages begun for the first time share a transaction: of several that ended a process together each is next
    /// tried, and counted, by itself, so that only the guilty one uses up its attempts.
    func begin(_ messages: [(message: ReadMessage, work: Work)]) async -> Beginning {
        let ids = Set(messages.map(\.message.headers.id))
        guard messages.count > 1, ids.count == messages.count,
            messages.allSatisfy({ $0.work.failures == 0 && !$0.message.standsAlone })
        else { return Beginning() }
        let suspects = Set(messages.filter(\.work.needsCounting).map(\.message.headers.id))
        guard !suspects.isEmpty else { return Beginning(mayShare: true) }
        guard (try? await parts.attempts.areNew(suspects)) == true,
            let counts = try? await parts.attempts.begin(suspects)
        else { return Beginning() }
        return Beginning(counts: counts, mayShare: true)
    }

    /// One outcome per message; nil when anything went wrong: then nothing has happened and each is handled alone.
    func handleTogether(_ messages: [ReadMessage], forgetting: [MessageID]) async -> [WorkOutcome]? {
        var attempt = await attempt(messages, forgetting, apart: false)
        // Seldom; so only then each gets a savepoint, which costs two statements.
        if case .refused = attempt { attempt = await self.attempt(messages, forgetting, apart: true) }
        guard case .done(let results) = attempt else { return nil }
        return results.map(\.outcome)
    }

    private enum Attempt {
        case done([Handled])
        case refused
        case failed
    }

    /// `apart`: a refused message is undone by itself.
    private func attempt(_ messages: [ReadMessage], _ forgetting: [MessageID], apart: Bool) async -> Attempt {
        let started = ContinuousClock.now
        do {
            let results = try await parts.database.withTransaction { transaction in
                let claims = try await parts.inbox.claim(messages, in: transaction)
                var results: [Handled] = []
                for (message, claim) in zip(messages, claims) {
                    if let known = Handled(repeat: claim) {
                        results.append(known)
                        continue
                    }
                    try transaction.later(message.scope.statement)
                    let answer = try await answer(message, transaction, apart: apart)
                    try parts.inbox.record(answer, for: message.headers, in: transaction)
                    results.append(Handled(answer: answer))
                }
                for id in forgetting { try transaction.later(parts.attempts.forgetting(id)) }
                return results
            }
            let duration = ContinuousClock.now - started
            for (message, result) in zip(messages, results) {
                finished(message, result)
                parts.meters.observe(duration / messages.count, type: message.headers.type)
            }
            return .done(results)
        } catch is Refusal where !apart {
            return .refused
        } catch {
            parts.logger.debug("a batch is taken apart", metadata: ["cause": "\(SafeErrorText.of(error))"])
            return .failed
        }
    }

    private func answer(_ message: ReadMessage, _ transaction: Transaction, apart: Bool) async throws -> Answer? {
        guard case .atOnce(let run) = message.handling else { throw PreparedInVain() }
        return try await parts.context.handling(message.headers).run {
            guard apart else { return try await answer(message, run, transaction) }
            do {
                return try await transaction.savepoint { try await answer(message, run, transaction) }
            } catch let refusal as Refusal where message.isRequest && !refusal.isForNow {
                return .refused(refusal)
            }
        }
    }
}
