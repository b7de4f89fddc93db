import Synchronization

/// Work that is done beside the workers of a listener: so much at once, and no more than can be waited for.
final class WorkBeside: Sendable {
    private let most: Int
    private let underWay = Mutex(0)

    init(most: Int) {
        self.most = most
    }

    /// Begins a piece of work, or refuses it at once when too many are under way.
    func begin(_ work: @escaping @Sendable () async -> Void) -> Bool {
        let mayBegin = underWay.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        guard mayBegin else { return false }
        Task {
            await work()
            underWay.withLock { $0 -= 1 }
        }
        return true
    }
}
