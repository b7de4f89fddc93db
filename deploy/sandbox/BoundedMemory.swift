/// A dictionary that forgets its oldest entries, so that a sandbox left running for weeks stays small.
struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: Value] = [:]
    private var order: [Key] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    subscript(key: Key) -> Value? {
        values[key]
    }

    mutating func remember(_ value: Value, for key: Key) {
        if values.updateValue(value, forKey: key) == nil {
            order.append(key)
        }
        // Forgetting a tenth at a time keeps the removal at the front of the array rare.
        if order.count > limit {
            let leaving = order.count - limit + limit / 10
            for oldest in order.prefix(leaving) {
                values[oldest] = nil
            }
            order.removeFirst(leaving)
        }
    }
}
