import Foundation
import JourneyDriver
import Testing

/// The running platform and a verified enterprise, shared by the tests that make trouble.
actor Theatre {
    static let shared = Theatre()

    /// A killed consumer is missed only after its session has ended, and a job that was under way after its lease.
    static let patience: Duration = .seconds(150)

    private let cast = Cast()
    private var opened: Stack?
    private var employerMade: Task<Employer, any Error>?

    func stack() throws -> Stack {
        if let opened { return opened }
        let stack = try Stack(patience: Self.patience)
        opened = stack
        return stack
    }

    nonisolated func person(phoneEnding: String? = nil) -> FictionalPerson {
        cast.person(phoneEnding: phoneEnding)
    }

    func employer() async throws -> Employer {
        if let employerMade { return try await employerMade.value }
        let platform = try stack().platform
        let making = Task { try await platform.verifiedEmployer(cast.enterprise(), by: cast.person()) }
        employerMade = making
        return try await making.value
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs only against a platform that `deploy/test` has started.
    static var needsPlatform: Self {
        .enabled(if: Stack.isRunning, Comment(rawValue: Stack.lack ?? ""))
    }
}

extension Stack {
    /// Waits until no service has anything left to send or to do.
    func awaitQuiet() async throws {
        let schemas = ["identity", "onboarding", "contracts", "signing", "notifier"]
        let counts = schemas.flatMap { schema in
            [
                "(SELECT count(*) FROM \(schema).outbox WHERE sent_at IS NULL)",
                "(SELECT count(*) FROM \(schema).jobs WHERE finished_at IS NULL AND due_at < now() + interval '2 minutes')",
            ]
        }
        try await wait(for: "all services to have done their work", within: Theatre.patience) {
            try await database.run("SELECT \(counts.joined(separator: " + "))") == ["0"]
        }
    }
}
