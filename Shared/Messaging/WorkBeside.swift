/// Work that is done beside the workers of a listener: so much at once, and no more than can be waited for.
final class WorkBeside: Sendable {
    private let places: WorkPlaces

    init(most: Int) {
        places = WorkPlaces(most)
    }

    /// Begins a piece of work, or refuses it at once when too many are under way.
    func begin(_ work: @escaping @Sendable () async -> Void) -> Bool {
        guard places.enter() else { return false }
        Task {
            await work()
            places.leave()
        }
        return true
    }
}
