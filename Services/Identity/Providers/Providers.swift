import Foundation
import OutboundHTTP

/// The outside checks that identity rests on; only their results and receipts are kept.
struct Providers: Sendable {
    let carrier: ProviderClient
    let register: ProviderClient

    /// Asks the carriers whether name, ID number and phone belong together.
    func threeFactor(_ question: ThreeFactorQuestion) async throws(ProviderError) -> ProviderVerdict {
        try await carrier.ask("/carrier/three-factor", question)
    }

    /// Asks the company register whether a person represents an enterprise.
    func legalRepresentative(_ question: RepresentativeQuestion) async throws(ProviderError) -> ProviderVerdict {
        try await register.ask("/enterprise-register/legal-representative", question)
    }
}

struct ThreeFactorQuestion: Encodable, Sendable {
    var requestID: String
    var name: String
    var idNumber: String
    var phone: String
}

struct RepresentativeQuestion: Encodable, Sendable {
    struct Person: Encodable, Sendable {
        var name: String
        var idNumber: String
    }

    var requestID: String
    var name: String
    var uscc: String
    var legalRepresentative: Person
}

struct ProviderVerdict: Decodable, Sendable {
    enum Result: String, Decodable, Sendable {
        case match
        case mismatch
        case notFound = "not-found"
    }

    var result: Result
    /// The provider's own number for the check, kept as evidence.
    var receipt: String
}
