import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import OutboundHTTP
import Postgres

/// Asks the company register about an enterprise's verification.
struct AskRegister: Job {
    static let kind = "identity.ask-register"
    var verificationID: VerificationID
    var enterpriseID: EnterpriseID
    var personID: PersonID
    var uniqueKey: String? { verificationID.description }
}

extension IdentityService {
    func askRegister(_ job: AskRegister, _ context: JobContext) async throws -> JobOutcome {
        let known = try await context.database.withTransaction { transaction in
            try await transaction.act(for: job.enterpriseID)
            return (
                try await transaction.enterpriseVerification(job.verificationID),
                try await transaction.enterprise(job.enterpriseID)
            )
        }
        guard let verification = known.0, let enterprise = known.1, verification.status == .pending else {
            return .done
        }
        let question = RepresentativeQuestion(
            requestID: job.verificationID.description,
            name: enterprise.name,
            uscc: enterprise.uscc,
            legalRepresentative: .init(
                name: verification.representativeName,
                idNumber: try keys.open(verification.representativeIDNumber, context: SealContext.idNumber)
            )
        )
        do {
            let verdict = try await providers.legalRepresentative(question)
            try await settle(verification, of: enterprise, person: job.personID, by: verdict, in: context.database)
            return .done
        } catch let error as ProviderError {
            if case .unavailable(_, let wait) = error, context.attempt < Self.providerTries {
                return .retry(after: .seconds(wait ?? 1))
            }
            try await fail(verification, reason: "identity.provider-unavailable", in: context.database)
            return .failed(error.description)
        }
    }

    private func settle(
        _ verification: EnterpriseVerification,
        of enterprise: EnterpriseView,
        person: PersonID,
        by verdict: ProviderVerdict,
        in database: Database
    ) async throws {
        switch verdict.result {
        case .match:
            try await pass(verification, of: enterprise, person: person, receipt: verdict.receipt, in: database)
        case .mismatch:
            try await fail(verification, reason: "identity.register-mismatch", receipt: verdict.receipt, in: database)
        case .notFound:
            try await fail(verification, reason: "identity.register-not-found", receipt: verdict.receipt, in: database)
        }
    }

    private func pass(
        _ verification: EnterpriseVerification,
        of enterprise: EnterpriseView,
        person: PersonID,
        receipt: String,
        in database: Database
    ) async throws {
        try await change(verification, in: database) { pending, transaction in
            let now = now()
            var passed = pending
            passed.pass(receipt: receipt, now: now)
            try await transaction.save(passed)
            // Of two verifications begun side by side both pass, and the first one to do so is announced.
            guard
                try await transaction.markEnterpriseVerified(
                    enterprise.id,
                    organizationType: verification.organizationType,
                    representative: verification.representativeName,
                    now: now
                )
            else { return }
            let handler = try await transaction.personIdentity(person)
            try await transaction.publish(
                EnterpriseVerified(
                    enterpriseID: enterprise.id,
                    name: enterprise.name,
                    uscc: enterprise.uscc,
                    legalRepresentativeName: verification.representativeName,
                    handlerAccountID: verification.accountID,
                    handlerPersonID: person,
                    handlerName: handler?.name ?? verification.representativeName,
                    method: verification.method,
                    receipt: receipt,
                    verifiedAt: now
                )
            )
            for member in try await transaction.membersOf(enterprise.id) {
                try await transaction.act(for: member)
                try await announceChange(of: member, in: transaction)
            }
        }
    }

    private func fail(
        _ verification: EnterpriseVerification,
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
        _ verification: EnterpriseVerification,
        in database: Database,
        _ body: (EnterpriseVerification, Transaction) async throws -> Void
    ) async throws {
        try await database.withTransaction { transaction in
            try await transaction.act(for: verification.enterpriseID)
            guard let found = try await transaction.enterpriseVerification(verification.id, lock: true),
                found.status == .pending
            else { return }
            try await body(found, transaction)
        }
        awaited.settled(verification.id)
    }
}
