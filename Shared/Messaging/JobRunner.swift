import Cryptography
import Foundation
package import Logging
package import Operations
package import Postgres
import ServiceLifecycle
import Synchronization

/// Runs due jobs, several at once; of several runners one takes each job.
package final class JobRunner: Service {
    private let database: Database
    private let routes: JobRoutes
    private let context: MessagingContext
    private let concurrency: Int
    private let poll: Duration
    private let metrics: Metrics
    private let logger: Logger
    private let store: JobStore
    private struct Places {
        var taken = 0
        /// More may be due than found a place.
        var isWanted = false
    }

    private let places = Mutex(Places())
    /// How often this process had been woken by itself when it last called the others.
    private let calledAt = Mutex(-1)

    package init(
        database: Database,
        routes: JobRoutes,
        context: MessagingContext,
        concurrency: Int = 4,
        poll: Duration = .seconds(10),
        metrics: Metrics,
        logger: Logger
    ) {
        self.database = database
        self.context = context
        self.concurrency = max(1, concurrency)
        self.poll = poll
        self.metrics = metrics
        self.logger = logger
        store = JobStore(database: database)
        let wake = context.outboxWake
        self.routes = routes.job(ResendJob.self) { job, run in
            let to = job.to ?? .distantFuture
            let count = try await OutboxResend(run.database).mark(from: job.from, to: to, topic: job.topic)
            run.logger.warning("events are sent again", metadata: ["topic": "\(job.topic)", "count": "\(count)"])
            wake.raise()
            return .done
        }
    }

    /// Runs jobs until told to stop, then waits for those under way.
    package func run() async throws {
        let stop = StopSign()
        let wake = context.jobsWake
        await stop.guarding(wake) {
            await withDiscardingTaskGroup { tasks in
                var nextLook = ContinuousClock.now
                while !stop.isRaised {
                    var pause = poll
                    do {
                        if ContinuousClock.now >= nextLook {
                            try await readGauges()
                            nextLook = .now + .seconds(10)
                        }
                        pause = try await look { job in
                            tasks.addTask { [self] in
                                let waitsAgain = await work(on: job)
                                if end() || waitsAgain { wake.raise() }
                            }
                        }
                    } catch {
                        guard !stop.isRaised else { return }
                        logger.warning("jobs cannot be taken", metadata: ["cause": "\(SafeErrorText.of(error))"])
                    }
                    if !stop.isRaised, pause > .zero { await wake.wait(atMost: pause) }
                }
            }
        }
    }

    /// Runs what is due now, one after the other; returns how many runs that were.
    ///
    /// For tests.
    package func runOnce() async throws -> Int {
        var count = 0
        while true {
            let jobs = try await store.take(leases, limit: concurrency).taken
            guard !jobs.isEmpty else { return count }
            for job in jobs { _ = await work(on: job) }
            count += jobs.count
        }
    }

    private var kinds: [String] { Array(routes.routes.keys) }

    /// A margin after the limit, so that the lease outlives the run and its record.
    private var leases: [String: Duration] { routes.routes.mapValues { $0.retry.limit + .seconds(15) } }

    /// Begins what is due and finds a place; returns how long until the next look.
    ///
    /// Who writes a job down wakes the loop, and so does who gives a place free that was wanted; another process's is its
    /// own runner's, which calls for help when it has no place left. When that has ended it comes here by the slow look.
    private func look(_ begin: (JobStore.Taken) -> Void) async throws -> Duration {
        // Noted before the look: a place that is given free during it is looked for again.
        let free = places.withLock { places in
            places.isWanted = true
            return concurrency - places.taken
        }
        guard free > 0 else {
            try await callOthers()
            return poll
        }
        let look = try await store.take(leases, limit: free)
        places.withLock { places in
            places.taken += look.taken.count
            if look.taken.count < free { places.isWanted = false }
        }
        look.taken.forEach(begin)
        return look.taken.count < free ? min(look.untilNext ?? poll, poll) : .zero
    }

    /// Gives a place free; whether somebody wants it.
    private func end() -> Bool {
        places.withLock { places in
            places.taken -= 1
            return places.isWanted
        }
    }

    /// Lets the other processes of this service look for jobs, once for what was written down here since.
    private func callOthers() async throws {
        let raises = context.jobsWake.raises
        let isNew = calledAt.withLock { last in
            defer { last = raises }
            return last != raises
        }
        if isNew { try await OutboxStore(database: database).callOthers() }
    }

    /// Whether the job waits for another time.
    private func work(on job: JobStore.Taken) async -> Bool {
        guard let route = routes.routes[job.kind] else { return false }
        let started = ContinuousClock.now
        let ending = JobEnding(job.finishing(outcome: "done", error: nil))
        let (outcome, error) = await attempt(job, route, ending)
        metrics.histogram("suiyue_job_seconds", help: "Duration of one run of a job", labels: ["kind": job.kind])
            .observe(ContinuousClock.now - started)
        let word = ending.isWritten ? "done" : await record(outcome, error, of: job, route.retry)
        metrics.counter("suiyue_jobs_total", help: "Runs of jobs", labels: ["kind": job.kind, "outcome": word])
            .increment()
        return word == "again" || word == "retried"
    }

    private func attempt(
        _ job: JobStore.Taken,
        _ route: JobRoutes.Route,
        _ ending: JobEnding
    ) async -> (JobOutcome, String?) {
        guard job.attempt <= route.retry.attempts else { return (.failed("ended the process"), nil) }
        let run: @Sendable (JobContext) async throws -> JobOutcome
        do {
            run = try route.prepare(try context.keys.open(data: job.payload, context: JobStore.sealContext))
        } catch {
            return (.failed(SafeErrorText.of(error)), nil)
        }
        var logger = logger
        logger[metadataKey: "job"] = "\(job.kind)"
        let jobContext = JobContext(
            id: job.id,
            attempt: job.attempt,
            isLastAttempt: job.attempt >= route.retry.attempts,
            dueAt: job.dueAt,
            database: database,
            logger: logger,
            ending: ending
        )
        var messaging = context
        messaging.trace = job.trace?.next() ?? .start()
        do {
            return try await messaging.run {
                (try await withTimeLimit(route.retry.limit) { try await run(jobContext) }, nil)
            }
        } catch {
            return (.retry(after: nil), SafeErrorText.of(error))
        }
    }

    /// Writes down how the run ended; tries again while the database is away, since the lease still holds.
    private func record(
        _ outcome: JobOutcome,
        _ error: String?,
        of job: JobStore.Taken,
        _ policy: RetryPolicy
    ) async -> String {
        for failures in 0..<6 {
            do { return try await store(outcome, error, of: job, policy) } catch {
                logger.warning("the end of a job cannot be written", metadata: ["cause": "\(SafeErrorText.of(error))"])
                try? await Task.sleep(for: BackOff().delay(after: failures))
            }
        }
        return "unrecorded"
    }

    private func store(
        _ outcome: JobOutcome,
        _ error: String?,
        of job: JobStore.Taken,
        _ policy: RetryPolicy
    ) async throws -> String {
        switch outcome {
        case .done:
            try await store.finish(job, outcome: "done", error: nil)
            return "done"
        case .again(let date):
            try await store.repeatAt(job, date)
            return "again"
        case .retry(let delay) where job.attempt < policy.attempts:
            let wait = delay ?? BackOff(base: policy.base, cap: policy.cap).delay(after: job.attempt - 1)
            try await store.release(job, after: wait, error: error)
            return "retried"
        case .retry: return try await bury(job, error ?? "tried too often")
        case .failed(let reason): return try await bury(job, reason)
        }
    }

    private func bury(_ job: JobStore.Taken, _ reason: String) async throws -> String {
        try await store.finish(job, outcome: "dead", error: reason)
        logger.error("a job is dead", metadata: ["kind": "\(job.kind)", "id": "\(job.id)", "reason": "\(reason)"])
        return "dead"
    }

    private func readGauges() async throws {
        let count = try await store.countDue(of: kinds)
        let labels = ["service": context.source]
        metrics.gauge("suiyue_jobs_waiting", help: "Due jobs not finished", labels: labels).set(Double(count.due))
        metrics.gauge("suiyue_jobs_oldest_seconds", help: "How overdue the oldest job is", labels: labels)
            .set(count.oldest)
        metrics.gauge("suiyue_jobs_dead", help: "Jobs given up", labels: labels).set(Double(count.dead))
    }
}
