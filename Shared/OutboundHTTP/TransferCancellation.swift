import Synchronization

/// The wish to end one transfer; may be made before the transfer exists.
final class TransferCancellation: Sendable {
    private let flag = Atomic(false)

    var isRequested: Bool {
        flag.load(ordering: .acquiring)
    }

    func request() {
        flag.store(true, ordering: .releasing)
    }
}
