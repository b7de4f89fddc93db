extension Platform {
    /// An enterprise that has registered and proved who it is.
    package func verifiedEmployer(
        _ enterprise: FictionalEnterprise,
        by person: FictionalPerson
    ) async throws -> Employer {
        let employer = try await register(enterprise, by: person)
        try await employer.verifyPerson()
        try await employer.verifyEnterprise()
        return employer
    }

    /// A worker who is logged in and has proved who they are.
    package func verifiedWorker(_ person: FictionalPerson) async throws -> Worker {
        let worker = try await logInWorker(person)
        try await worker.verifyPerson()
        return worker
    }

    /// A worker whom an enterprise has taken on.
    package func employee(_ person: FictionalPerson, of employer: Employer) async throws -> Employee {
        let invitation = try await employer.invite(person)
        let worker = try await verifiedWorker(person)
        let submission = try await worker.submit(invitation)
        return Employee(worker: worker, id: try await employer.approve(submission))
    }
}

/// A worker as an enterprise's employee.
package struct Employee: Sendable {
    package let worker: Worker
    package let id: String

    package init(worker: Worker, id: String) {
        self.worker = worker
        self.id = id
    }
}
