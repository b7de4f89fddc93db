internal import CRdKafka
import Glibc

/// Linux's epoll: which of many descriptors have something to do.
final class EventPoll {
    struct Event {
        let descriptor: Int32
        /// There may be bytes, or the end of them; otherwise there is room to send.
        let mayRead: Bool
    }

    struct Interest: Equatable {
        var read = true
        var write = false
    }

    private let descriptor: Int32
    private var found = [epoll_event](repeating: epoll_event(), count: 64)

    init?() {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    func add(_ member: Int32, _ interest: Interest = Interest()) {
        control(EPOLL_CTL_ADD, member, interest)
    }

    func change(_ member: Int32, _ interest: Interest) {
        control(EPOLL_CTL_MOD, member, interest)
    }

    /// Waits for events, for ever without `until`.
    func wait(until moment: ContinuousClock.Instant?) -> [Event] {
        // Rounded up, so that the moment has come when the wait is over.
        let timeout = moment.map { max(0, ($0 - .now).milliseconds.addingReportingOverflow(1).partialValue) } ?? -1
        let count = epoll_wait(descriptor, &found, Int32(found.count), timeout)
        return found.prefix(max(0, Int(count))).map { event in
            // An end or an error is found by reading, whether anybody wants to read or not.
            Event(descriptor: event.data.fd, mayRead: event.events & ~EPOLLOUT.rawValue != 0)
        }
    }

    private func control(_ order: Int32, _ member: Int32, _ interest: Interest) {
        var event = epoll_event()
        event.data.fd = member
        event.events = (interest.read ? EPOLLIN.rawValue : 0) | (interest.write ? EPOLLOUT.rawValue : 0)
        epoll_ctl(descriptor, order, member, &event)
    }
}
