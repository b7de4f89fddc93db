import JourneyDriver
import Testing

/// Whoever rents a small machine for the platform pays for what it does when nobody asks for anything.
@Suite(.needsPlatform, .serialized)
struct `At rest` {
    private static let services = ["identity", "onboarding", "contracts", "signing", "notifier", "gateway", "monitor"]

    /// Per cent of a core.
    ///
    /// A release build stays below 1, as `Tests/Benchmarks/run platform` measures; a debug build takes a third more, and
    /// cores of one kind of machine were seen at half their speed. A service that polls takes twice as much.
    private static let limit = 2.5

    @Test func `at rest a service takes next to nothing of a core and all commit less than five times a second`()
        async throws
    {
        let stack = try await Stage.shared.stack()
        let pids = Dictionary(
            uniqueKeysWithValues: try Self.services.map { name in
                (name, try #require(ServiceProcess(name, of: stack).pid, "\(name) runs"))
            }
        )
        // What the tests before left to do is done at some time; from then on it stays calm.
        var rest: Rest?
        var calm = 0
        for _ in 1...12 where calm < 2 {
            let found = try await Rest.measure(pids, stack.database, for: .seconds(10))
            rest = found
            let isCalm = found.commits < 5 && found.shares.values.allSatisfy { $0 < Self.limit }
            calm = isCalm ? calm + 1 : 0
        }
        #expect(calm == 2, "calm for twenty seconds")
        let found = try #require(rest)
        #expect(found.commits < 5, "\(found.commits) commits a second")
        for (name, share) in found.shares { #expect(share < Self.limit, "\(name) takes \(share) % of a core") }
    }
}
