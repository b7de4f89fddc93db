import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A platform with nothing to do` {
    @Test func `makes fewer than five commits a second`() async throws {
        let stack = try await Theatre.shared.stack()
        _ = try await Theatre.shared.employer()
        try await stack.awaitQuiet()
        let window = 30
        let before = try await Self.commits(stack)
        try await Task.sleep(for: .seconds(window))
        let commits = try await Self.commits(stack) - before
        // The counting is not the platform's.
        #expect(commits - 2 < window * 5, "\(commits) commits in \(window) seconds")
    }

    private static func commits(_ stack: Stack) async throws -> Int {
        let rows = try await stack.database.run(
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        )
        return try #require(rows.first.flatMap { Int($0) })
    }
}
