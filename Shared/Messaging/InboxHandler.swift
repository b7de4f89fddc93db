import Failures
import Foundation
import Kafka
import Logging
import Messages
import Operations
import Postgres

/// Handles commands and events: each takes effect once, however often it arrives.
///
/// One transaction holds the inbox row, what the use case did, what it announced and the answer. A refusal undoes the
/// use case and is the answer; any other error undoes everything and the message is tried again.
struct InboxHandler: WorkHandler {
    let parts: ListenerParts
    typealias Run = Handling<PreparedAnswer?>.InTransaction

    /// So often work is done for one delivery; beyond, others write all the time and the message waits its turn.
    static let mostPreparations = 3

    /// For a repeat, which has its answer and is not run.
    private static let inVain: Run = { _ in throw PreparedInVain() }

    let read: @Sendable (Work) -> Reading

    func handle(_ batch: [Work]) async -> [WorkOutcome] {
        var outcomes: [WorkOutcome?] = Array(repeating: nil, count: batch.count)
        var messages: [(index: Int, message: ReadMessage)] = []
        var waiting: Set<Work.Lane> = []
        for (index, work) in batch.enumerated() {
            switch read(work) {
            case .message(let message):
                // A later one of its key waits with it.
                let isBehind = waiting.contains(work.lane)
                if let pause = isBehind ? .zero : await parts.pause(before: message, work) {
                    waiting.insert(work.lane)
                    outcomes[index] = .later(after: pause)
                } else {
                    messages.append((index, message))
                }
            case .expired(let type):
                parts.meters.count(.expired, type: type)
                outcomes[index] = .passed
            case .skipped: outcomes[index] = .passed
            case .unusable(let reason, let error, let type):
                outcomes[index] = await parts.putAside(
                    work,
                    reason,
                    error: error,
                    attempts: 1,
                    knownType: type,
                    answer: MessagingRefusal.unreadable
                )
            }
        }
        let beginning = await begin(messages.map { ($0.message, batch[$0.index]) })
        let counted = beginning.counts.keys.sorted()
        if beginning.mayShare, let shared = await handleTogether(messages.map(\.message), forgetting: counted) {
            for (message, outcome) in zip(messages, shared) { outcomes[message.index] = outcome }
        } else {
            // An earlier record of the same key that must be tried again holds back the later ones.
            var held: Set<Work.Lane> = []
            for (index, message) in messages {
                let work = batch[index]
                let begun = beginning.counts[message.headers.id]
                guard !held.contains(work.lane) else {
                    if begun != nil { try? await parts.attempts.forget(message.headers.id) }
                    outcomes[index] = .retry(after: .zero)
                    continue
                }
                let outcome = await handleAlone(message, work, begun: begun)
                switch outcome {
                case .retry, .later, .inTurn: held.insert(work.lane)
                case .done, .passed: break
                }
                outcomes[index] = outcome
            }
        }
        if let last = batch.last { parts.meters.processed(last.record.timestamp) }
        return outcomes.map { $0 ?? .passed }
    }

    // MARK: One message, one transaction

    /// `begun`: its count, when this beginning has been written down already.
    private func handleAlone(
        _ message: ReadMessage,
        _ work: Work,
        begun: MessageAttempts.Count?
    ) async -> WorkOutcome {
        let type = message.headers.type
        let started = ContinuousClock.now
        var counted = begun
        do {
            if counted == nil, work.needsCounting {
                let count = try await parts.attempts.begin(message.headers.id)
                counted = count
                guard count.attempts <= MessageAttempts.limit else {
                    return await giveUp(message, work, count, error: "begun too often without an end")
                }
            }
            let result = try await parts.context.handling(message.headers).run {
                try await handle(message, work, forgetting: counted != nil)
            }
            finished(message, result)
            parts.meters.observe(ContinuousClock.now - started, type: type)
            return result.outcome
        } catch let taken as WorkPlacesTaken {
            guard let turn = taken.turn else { return await notNow(MessagingRefusal.busy, message, counted) }
            // It waits without a worker; those that need no such work go on.
            if counted != nil { try? await parts.attempts.forget(message.headers.id) }
            return .inTurn(turn)
        } catch let refusal as Refusal where message.isRequest && refusal.isForNow {
            return await notNow(refusal, message, counted)
        } catch {
            return await failed(message, work, counted, error)
        }
    }

    /// Nothing has happened and nothing is remembered.
    private func notNow(
        _ refusal: Refusal,
        _ message: ReadMessage,
        _ counted: MessageAttempts.Count?
    ) async -> WorkOutcome {
        if counted != nil { try? await parts.attempts.forget(message.headers.id) }
        parts.meters.count(.refused, type: message.headers.type)
        parts.replies.send(.refused(refusal), to: message.headers)
        return .passed
    }

    private func handle(_ message: ReadMessage, _ work: Work, forgetting: Bool) async throws -> Handled {
        do {
            switch message.handling {
            case .atOnce(let run): return try await conclude(message, forgetting, run)
            case .afterWork(let places, let preparing):
                return try await prepareAndConclude(message, forgetting) { database in
                    guard let places else { return try await prepared(message, database, preparing) }
                    // Nothing is read for what has no place.
                    let patience = WorkPlaces.patience - Date().timeIntervalSince(work.firstSeen)
                    return try await places.with(work.turn, patience: .seconds(patience)) {
                        try await prepared(message, database, preparing)
                    }
                }
            }
        } catch let refusal as Refusal where message.isRequest && !refusal.isForNow {
            // What the use case did is undone; the answer is stored by itself, unless another delivery was quicker.
            return try await parts.database.withTransaction { transaction in
                if let known = try await known(message, transaction, forgetting) { return known }
                let answer = Answer.refused(refusal)
                try parts.inbox.record(answer, for: message.headers, in: transaction)
                if forgetting { try transaction.later(parts.attempts.forgetting(message.headers.id)) }
                return Handled(answer: answer)
            }
        }
    }

    /// A repeat has its answer without any work.
    private func prepared(
        _ message: ReadMessage,
        _ database: Database,
        _ work: @Sendable (Database) async throws -> Run
    ) async throws -> Run {
        try await parts.inbox.knows(message.headers.id, in: database) ? Self.inVain : try await work(database)
    }

    /// Work first, and once more when the state has changed meanwhile.
    private func prepareAndConclude(
        _ message: ReadMessage,
        _ forgetting: Bool,
        _ work: @Sendable (Database) async throws -> Run
    ) async throws -> Handled {
        for _ in 0..<Self.mostPreparations {
            do {
                return try await conclude(message, forgetting, try await work(parts.database))
            } catch is PreparedInVain {}
        }
        throw PreparedInVain()
    }

    private func conclude(_ message: ReadMessage, _ forgetting: Bool, _ run: @escaping Run) async throws -> Handled {
        try await parts.database.withTransaction(context: message.scope.settings) { transaction in
            if let known = try await known(message, transaction, forgetting) { return known }
            let answer = try await answer(message, run, transaction)
            try parts.inbox.record(answer, for: message.headers, in: transaction)
            if forgetting { try transaction.later(parts.attempts.forgetting(message.headers.id)) }
            return Handled(answer: answer)
        }
    }

    /// What the use case says; a refusal that keeps its changes is an answer like any other.
    func answer(_ message: ReadMessage, _ run: Run, _ transaction: Transaction) async throws -> Answer? {
        let names = MessagingContext.current?.announced
        names?.clear()
        do {
            switch try await run(transaction) {
            case nil: return nil
            case .body(let body): return .done(body, announced: names?.all ?? [])
            case .working: throw RouteMistakes(mistakes: ["\(message.headers.type) takes effect in its transaction"])
            }
        } catch let kept as RefusalKeepingChanges where message.isRequest {
            return .refused(kept.refusal, announced: names?.all ?? [])
        }
    }

    // MARK: Ends

    struct Handled: Sendable {
        let answer: Answer?
        let isRepeat: Bool

        /// A repeat says nothing about whether the message can end the process.
        var outcome: WorkOutcome { isRepeat ? .passed : .done }

        init(answer: Answer?) {
            self.answer = answer
            isRepeat = false
        }

        /// What a message handled before is answered with; nil for a new one.
        init?(repeat claim: Inbox.Claim) {
            switch claim {
            case .new: return nil
            case .repeated(let known): answer = known
            case .reused: answer = .refused(MessagingRefusal.keyReused)
            }
            isRepeat = true
        }
    }

    private func known(
        _ message: ReadMessage,
        _ transaction: Transaction,
        _ forgetting: Bool
    ) async throws -> Handled? {
        guard let claim = try await parts.inbox.claim([message], in: transaction).first,
            let known = Handled(repeat: claim)
        else { return nil }
        // A repeat has had its end: beginning it again after every lost broker must not add up to a dead letter.
        if forgetting { try transaction.later(parts.attempts.forgetting(message.headers.id)) }
        return known
    }

    func finished(_ message: ReadMessage, _ result: Handled) {
        let outcome: ListenerMeters.Outcome =
            result.isRepeat ? .repeated : result.answer?.status == .refused ? .refused : .handled
        parts.meters.count(outcome, type: message.headers.type)
        if !message.isRequest { parts.context.heard.add([message.headers.id]) }
        if let answer = result.answer { parts.replies.send(answer, to: message.headers) }
    }

    private func failed(
        _ message: ReadMessage,
        _ work: Work,
        _ counted: MessageAttempts.Count?,
        _ error: any Error
    ) async -> WorkOutcome {
        let retry = WorkOutcome.retry(after: parts.backOff.delay(after: work.failures))
        guard !(error is CancellationError) else { return retry }
        let text = SafeErrorText.of(error)
        parts.meters.count(.failed, type: message.headers.type)
        parts.logger.warning(
            "a message failed and is tried again",
            metadata: [
                "type": "\(message.headers.type)", "id": "\(message.headers.id)", "cause": "\(text)",
                "attempts": "\(counted?.attempts ?? work.failures + 1)",
            ]
        )
        if (error as? PostgresError)?.isRetriable == true || (error as? any PassingTrouble)?.isPassing == true {
            // The database's or another part's trouble is not the message's: it must not use up its attempts.
            if counted != nil { try? await parts.attempts.forget(message.headers.id) }
            return retry
        }
        guard let count = counted else {
            _ = try? await parts.attempts.begin(message.headers.id)
            return retry
        }
        guard count.attempts >= MessageAttempts.limit else { return retry }
        return await giveUp(message, work, count, error: text)
    }

    private func giveUp(
        _ message: ReadMessage,
        _ work: Work,
        _ count: MessageAttempts.Count,
        error: String
    ) async -> WorkOutcome {
        let outcome = await parts.putAside(
            work,
            .tooManyAttempts,
            error: error,
            attempts: min(count.attempts, MessageAttempts.limit),
            firstSeen: count.firstSeen,
            knownType: message.headers.type,
            answer: message.isRequest ? MessagingRefusal.failed : nil
        )
        // Sent again by an operator it starts afresh.
        if case .passed = outcome { try? await parts.attempts.forget(message.headers.id) }
        return outcome
    }
}

extension Work {
    /// Whether beginning it is written down first, because it has failed or may have ended a process.
    var needsCounting: Bool { isSuspect || failures > 0 }
}

extension Refusal {
    /// It is no answer to remember: nothing has happened, and the same id may come again in a moment.
    var isForNow: Bool { kind == .unavailable }
}
