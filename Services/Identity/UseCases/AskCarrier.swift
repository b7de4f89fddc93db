import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import OutboundHTTP
import Postgres

/// Asks the carrier about a person's verification.
struct AskCarrier: Job {
    static let kind = "identity.ask-carrier"
    var verificationID: VerificationID
    var uniqueKey: String? { verificationID.description }
}

extension IdentityService {
    static let providerTries = 3

    func askCarrier(_ job: AskCarrier, _ context: JobContext) async throws -> JobOutcome {
        let found = try await context.database.withTransaction { transaction in
            try await transaction.act(holding: job.verificationID.description, as: .verification)
            return try await transaction.personVerification(job.verificationID)
        }
        guard let found, found.status == .pending else { return .done }
        let question = ThreeFactorQuestion(
            requestID: job.verificationID.description,
            name: found.name,
            idNumber: try keys.open(found.idNumber, context: SealContext.idNumber),
            phone: try keys.open(found.phone, context: SealContext.phone)
        )
        do {
            let verdict = try await providers.threeFactor(question)
            try await settle(found, by: verdict, in: context.database)
            return .done
        } catch let error as ProviderError {
            if case .unavailable(_, let wait) = error, context.attempt < Self.providerTries {
                return .retry(after: .seconds(wait ?? 1))
            }
            try await fail(found, reason: "identity.provider-unavailable", in: context.database)
            return .failed(error.description)
        }
    }

    private func settle(
        _ verification: PersonVerification,
        by verdict: ProviderVerdict,
        in database: Database
    ) async throws {
        switch verdict.result {
        case .match:
            do {
                try await sendCode(for: verification, receipt: verdict.receipt, in: database)
            } catch let refusal as Refusal {
                try await fail(verification, reason: refusal.code, in: database)
            }
        case .mismatch:
            try await fail(verification, reason: "identity.carrier-mismatch", receipt: verdict.receipt, in: database)
        case .notFound:
            try await fail(verification, reason: "identity.carrier-not-found", receipt: verdict.receipt, in: database)
        }
    }

    private func sendCode(for verification: PersonVerification, receipt: String, in database: Database) async throws {
        try await change(verification, in: database) { pending, transaction in
            try await sendCode(for: pending, receipt: receipt, address: nil, in: transaction)
        }
    }

    private func fail(
        _ verification: PersonVerification,
        reason: String,
        receipt: String? = nil,
        in database: Database
    ) async throws {
        try await change(verification, in: database) { pending, transaction in
            var failed = pending
            failed.fail(because: reason, receipt: receipt, now: now())
            try await transaction.save(failed)
        }
    }

    /// Does something about a verification that still waits; a job that runs again after a crash finds it settled.
    private func change(
        _ verification: PersonVerification,
        in database: Database,
        _ body: (PersonVerification, Transaction) async throws -> Void
    ) async throws {
        try await database.withTransaction { transaction in
            try await transaction.act(for: verification.accountID)
            guard let found = try await transaction.personVerification(verification.id, lock: true),
                found.status == .pending
            else { return }
            try await body(found, transaction)
        }
        awaited.settled(verification.id)
    }
}
