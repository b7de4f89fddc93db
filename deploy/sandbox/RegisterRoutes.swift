import Foundation
import Hummingbird

/// The carrier's three-factor check and the enterprise register's check of the legal representative.
struct RegisterRoutes: Sendable {
    struct ThreeFactorRequest: Decodable {
        let requestID: String
        let name: String
        let idNumber: String
        let phone: String
    }

    struct LegalRepresentativeRequest: Decodable {
        struct Person: Decodable {
            let name: String
            let idNumber: String
        }

        let requestID: String
        let name: String
        let uscc: String
        let legalRepresentative: Person
    }

    let answers: AnswerMemory
    let failures: FailureMemory
    let silence: Duration

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.post("carrier/three-factor", use: threeFactor)
        router.post("enterprise-register/legal-representative", use: legalRepresentative)
    }

    @Sendable
    private func threeFactor(_ request: Request, context: BasicRequestContext) async throws -> CheckAnswer {
        let asked = try await request.decode(as: ThreeFactorRequest.self, context: context)
        return try await answer(
            "carrier",
            requestID: asked.requestID,
            names: [asked.name],
            others: [asked.idNumber, asked.phone]
        )
    }

    @Sendable
    private func legalRepresentative(_ request: Request, context: BasicRequestContext) async throws -> CheckAnswer {
        let asked = try await request.decode(as: LegalRepresentativeRequest.self, context: context)
        return try await answer(
            "register",
            requestID: asked.requestID,
            names: [asked.name, asked.legalRepresentative.name],
            others: [asked.uscc, asked.legalRepresentative.idNumber]
        )
    }

    private func answer(
        _ provider: String,
        requestID: String,
        names: [String],
        others: [String]
    ) async throws -> CheckAnswer {
        guard ([requestID] + names + others).allSatisfy({ !$0.isEmpty }) else {
            throw HTTPError(.unprocessableContent, message: "every field is required")
        }
        let failure = Failure(names: names)
        switch failure {
        case .broken:
            throw HTTPError.providerBroken
        case .silent:
            await keepSilent(for: silence)
            throw HTTPError.providerSilent
        case .limited where await failures.isFirst("limited \(provider) \(names)"):
            throw HTTPError.providerLimited
        case .limited, .mismatch, .notFound, nil:
            break
        }
        let result: CheckResult =
            switch failure {
            case .mismatch: .mismatch
            case .notFound: .notFound
            default: .match
            }
        return await answers.answer(result, to: requestID, of: provider)
    }
}
