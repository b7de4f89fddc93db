import CLibPQ
import Glibc
import Synchronization

/// An eventfd that interrupts a thread waiting in poll when its task is cancelled.
final class PollInterrupt: Sendable {
    let descriptor: Int32
    private let raised = Atomic<Bool>(false)

    init() throws {
        descriptor = suiyue_eventfd_make()
        guard descriptor >= 0 else { throw PostgresError.client(.tooManyConnections, "no file descriptor left") }
    }

    deinit {
        close(descriptor)
    }

    func raise() {
        raised.store(true, ordering: .releasing)
        suiyue_eventfd_raise(descriptor)
    }

    /// Forgets an earlier raise.
    func clear() {
        guard raised.exchange(false, ordering: .acquiringAndReleasing) else { return }
        suiyue_eventfd_clear(descriptor)
    }
}
