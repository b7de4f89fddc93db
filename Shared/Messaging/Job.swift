package import Foundation
package import Logging
package import Postgres
import Synchronization

/// Something to be done after commit, at a due time: an outside effect, a timer.
package protocol Job: Codable, Sendable {
    /// Stable name of the kind, such as `notifier.send-sms`.
    static var kind: String { get }
    /// A job of this kind that has not begun yet absorbs another with the same key.
    var uniqueKey: String? { get }
}

extension Job {
    package var uniqueKey: String? { nil }
}

/// How the run of a job ended.
package enum JobOutcome: Sendable, Equatable {
    case done
    /// Try again after this time, or when nil as the retry policy says.
    case retry(after: Duration?)
    /// It cannot succeed: kept as dead, with this reason code.
    case failed(String)
    /// Done for now; the same job runs again at this time.
    ///
    /// Recurring timers are made of it.
    case again(at: Date)
}

/// How often and how patiently a job is tried.
package struct RetryPolicy: Sendable {
    package var attempts: Int
    package var base: Duration
    package var cap: Duration
    /// How long one run may take; then it is cancelled and counts as failed.
    package var limit: Duration

    package init(
        attempts: Int = 8,
        base: Duration = .seconds(2),
        cap: Duration = .seconds(600),
        limit: Duration = .seconds(60)
    ) {
        self.attempts = max(1, attempts)
        self.base = base
        self.cap = cap
        self.limit = limit
    }

    package static let standard = RetryPolicy()
}

/// What a running job knows of itself.
package struct JobContext: Sendable {
    /// Stays the same over all tries: the idempotency key towards providers.
    package let id: UUID
    /// 1 for the first try.
    package let attempt: Int
    package let isLastAttempt: Bool
    package let dueAt: Date
    package let database: Database
    package let logger: Logger
    /// The end of this run, to be written with its last transaction; nil where nobody keeps it.
    var ending: JobEnding?
}

/// The statement that ends a job, and whether it has been committed.
final class JobEnding: Sendable {
    let statement: SQL
    private let written = Atomic<Bool>(false)

    init(_ statement: SQL) {
        self.statement = statement
    }

    var isWritten: Bool { written.load(ordering: .acquiring) }

    func noteWritten() { written.store(true, ordering: .releasing) }
}

extension Transaction {
    /// Ends a job together with the last that it writes, which spares a transaction; the job then says that it is done.
    package func end(_ job: JobContext) throws {
        guard let ending = job.ending else { return }
        try later(ending.statement)
        afterCommit { ending.noteWritten() }
    }
}

/// Which function runs which kind of job.
package struct JobRoutes: Sendable {
    struct Route: Sendable {
        let retry: RetryPolicy
        let prepare: @Sendable (Data) throws -> @Sendable (JobContext) async throws -> JobOutcome
    }

    private(set) var routes: [String: Route] = [:]

    package init() {}

    /// Runs jobs of this kind with `handler`, outside any transaction.
    package func job<J: Job>(
        _: J.Type,
        retry: RetryPolicy = .standard,
        run handler: @escaping @Sendable (J, JobContext) async throws -> JobOutcome
    ) -> JobRoutes {
        var routes = self
        routes.routes[J.kind] = Route(retry: retry) { payload in
            let job = try WireCoding.decode(J.self, from: payload)
            return { context in try await handler(job, context) }
        }
        return routes
    }
}
