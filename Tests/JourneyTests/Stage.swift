import Foundation
import JourneyDriver
import Testing

/// What every journey needs: the running platform, and people who are ready so that not each journey registers its own.
actor Stage {
    static let shared = Stage()

    private let cast = Cast()
    private var opened: Stack?
    private var employerMade: Task<Employer, any Error>?
    private var employeesMade: Task<[Employee], any Error>?

    /// The running platform.
    func stack() throws -> Stack {
        if let opened { return opened }
        let stack = try Stack()
        opened = stack
        return stack
    }

    func platform() throws -> Platform { try stack().platform }

    nonisolated func person(_ name: String? = nil, phoneEnding: String? = nil) -> FictionalPerson {
        cast.person(name, phoneEnding: phoneEnding)
    }

    nonisolated func enterprise(_ word: String = "科技") -> FictionalEnterprise {
        cast.enterprise(word)
    }

    /// A verified enterprise that several journeys share.
    func employer() async throws -> Employer {
        if let employerMade { return try await employerMade.value }
        let platform = try platform()
        let making = Task { try await platform.verifiedEmployer(enterprise(), by: person()) }
        employerMade = making
        return try await making.value
    }

    /// Two employees of that enterprise.
    func employees() async throws -> [Employee] {
        if let employeesMade { return try await employeesMade.value }
        let platform = try platform()
        let employer = try await employer()
        let making = Task {
            [
                try await platform.employee(person(), of: employer),
                try await platform.employee(person(), of: employer),
            ]
        }
        employeesMade = making
        return try await making.value
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs only against a platform that `deploy/test` has started.
    static var needsPlatform: Self {
        .enabled(if: Stack.isRunning, Comment(rawValue: Stack.lack ?? ""))
    }
}
