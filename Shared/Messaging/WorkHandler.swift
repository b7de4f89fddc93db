/// Handles records of one listener; returns one outcome per record and never throws.
protocol WorkHandler: Sendable {
    func handle(_ batch: [Work]) async -> [WorkOutcome]
}
