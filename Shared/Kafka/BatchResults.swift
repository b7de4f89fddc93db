import Synchronization

/// Collects the results of a batch until all are there.
final class BatchResults: Sendable {
    typealias Item = Result<KafkaDelivery, KafkaError>

    private struct State {
        var items: [Item?]
        var missing: Int
    }

    private let state: Mutex<State>
    private let continuation: CheckedContinuation<[Item], Never>

    init(count: Int, _ continuation: CheckedContinuation<[Item], Never>) {
        state = Mutex(State(items: Array(repeating: nil, count: count), missing: count))
        self.continuation = continuation
    }

    func set(_ index: Int, _ item: Item) {
        let complete: [Item]? = state.withLock { state in
            guard state.items[index] == nil else { return nil }
            state.items[index] = item
            state.missing -= 1
            return state.missing == 0 ? state.items.compactMap(\.self) : nil
        }
        if let complete {
            continuation.resume(returning: complete)
        }
    }
}
