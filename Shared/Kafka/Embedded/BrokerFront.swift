internal import CRdKafka
import Dispatch
import Glibc
import Synchronization

/// Stands before the embedded broker, so that a client waits for records with one question and not with hundreds.
///
/// librdkafka's mock cluster lets every fetch that finds nothing wait to its end, and looks for an offset from the
/// beginning of each partition. Clients connect here; each has a connection of its own to the broker behind, and what
/// passes between the two is up to `FrontConversation`.
final class BrokerFront: Sendable {
    private enum Order {
        case close
        case open
        case look(KafkaPartition)
        case end
    }

    /// The port that clients know.
    let port: UInt16
    private let orders = Mutex<[(Order, DispatchSemaphore)]>([])
    private let bell: Int32

    /// Listens on a free local port and connects to the broker at port `behind`.
    init(behind: UInt16) throws {
        let bell = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard bell >= 0, let loop = FrontLoop(behind: behind, bell: bell) else {
            throw KafkaError(.other, "the embedded broker has no port")
        }
        self.bell = bell
        port = loop.port
        OwnThread.start("broker-front") { [self] in
            repeat { loop.turn() } while takeOrders().allSatisfy { follow($0, loop) }
        }
    }

    deinit {
        Glibc.close(bell)
    }

    /// Ends all connections and takes no new ones.
    func close() { give(.close) }

    /// Takes connections again, at the same port.
    func open() { give(.open) }

    /// Asks the broker behind again for a partition that changed without a write.
    func look(at place: KafkaPartition) { give(.look(place)) }

    /// Ends all connections for good; nothing may be asked of the front afterwards.
    func end() { give(.end) }

    /// Waits until the thread has followed an order.
    private func give(_ order: Order) {
        let done = DispatchSemaphore(value: 0)
        orders.withLock { $0.append((order, done)) }
        eventfd_write(bell, 1)
        done.wait()
    }

    private func takeOrders() -> [(Order, DispatchSemaphore)] {
        orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
    }

    /// False when that was the end.
    private func follow(_ given: (order: Order, done: DispatchSemaphore), _ loop: FrontLoop) -> Bool {
        defer { given.done.signal() }
        switch given.order {
        case .close: loop.close()
        case .open: loop.open()
        case .look(let place): loop.look(at: place)
        case .end:
            loop.close()
            return false
        }
        return true
    }
}
