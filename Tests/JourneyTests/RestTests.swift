import JourneyDriver
import Testing

/// Whoever rents a small machine for the platform pays for what it does when nobody asks for anything.
@Suite(.needsPlatform, .serialized)
struct `At rest` {
    private static let services = ["identity", "onboarding", "contracts", "signing", "notifier", "gateway", "monitor"]

    /// In a second, whatever the speed of the cores and the kind of build: the client of the broker alone makes 150, and
    /// one look every ten milliseconds would be a hundred more.
    ///
    /// `Tests/Benchmarks/run platform` measures that they cost a release build less than 1 % of a core.
    private static let mostWakeUps = 200.0
    /// Per cent of a core: what does not wake up may still be one that never sleeps.
    private static let mostShare = 10.0

    @Test func `at rest a service hardly ever wakes up and all commit less than five times a second`()
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
            let isCalm = found.wakeUps.values.allSatisfy { $0 < Self.mostWakeUps }
            let isIdle = found.shares.values.allSatisfy { $0 < Self.mostShare }
            calm = isCalm && isIdle && found.commits < 5 ? calm + 1 : 0
        }
        #expect(calm == 2, "calm for twenty seconds")
        let found = try #require(rest)
        #expect(found.commits < 5, "\(found.commits) commits a second")
        for (name, count) in found.wakeUps { #expect(count < Self.mostWakeUps, "\(name), in a second") }
        for (name, share) in found.shares { #expect(share < Self.mostShare, "\(name), per cent of a core") }
    }
}
