import Glibc

/// One operating-system thread that runs Swift jobs in order, so that blocking libpq calls never sit on the
/// cooperative pool.
///
/// What runs on one already uses a connection where it is: going to the connection's own thread and back would take two
/// wake-ups.
package final class BlockingThread: TaskExecutor, @unchecked Sendable {
    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// Whether the caller may block.
    static var isCurrent: Bool { pthread_getspecific(mark) != nil }

    // `mutex` guards `jobs` and `stopping`; the pointers themselves never change.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [UnownedJob] = []
    private var stopping = false

    package init() throws {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        jobs.reserveCapacity(8)
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<BlockingThread>.fromOpaque(argument).takeRetainedValue().work()
                return nil
            },
            retained.toOpaque()
        )
        guard status == 0 else {
            retained.release()
            throw PostgresError.client(.tooManyConnections, "no thread for a connection")
        }
        pthread_detach(thread)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(unowned)
        let first = jobs.count == 1
        pthread_mutex_unlock(mutex)
        if first { pthread_cond_signal(condition) }
    }

    /// Lets the thread end once its queue is empty; nothing may be enqueued afterwards.
    package func stop() {
        pthread_mutex_lock(mutex)
        stopping = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
    }

    private func work() {
        pthread_setspecific(Self.mark, Unmanaged.passUnretained(self).toOpaque())
        let executor = asUnownedTaskExecutor()
        var batch: [UnownedJob] = []
        batch.reserveCapacity(8)
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty && !stopping { pthread_cond_wait(condition, mutex) }
            if jobs.isEmpty {
                pthread_mutex_unlock(mutex)
                return
            }
            swap(&jobs, &batch)
            pthread_mutex_unlock(mutex)
            for job in batch { job.runSynchronously(on: executor) }
            batch.removeAll(keepingCapacity: true)
        }
    }
}
