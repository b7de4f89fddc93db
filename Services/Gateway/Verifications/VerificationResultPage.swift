import Foundation
import Messages
import Web

/// How the verification of the enterprise ended, or that it is still under way.
struct VerificationResultPage: Sendable {
    struct Model: Sendable {
        let step: [String: Bool]
        let outcome: [String: Bool]
        let reason: String?
        let statusURL: String
        let retryHref: String

        init(organization verification: VerificationModel) {
            step = [verification.status == .passed ? "done" : "organization": true]
            outcome = Self.outcome(verification.status)
            reason = verification.message
            statusURL = "/api/v1/enterprise-verifications/\(verification.id)"
            retryHref = "/enterprise-verifications/new"
        }

        /// The handler's own verification, while it is under way or when it failed.
        init(person verification: VerificationModel) {
            step = ["person": true]
            outcome = Self.outcome(verification.status)
            reason = verification.message
            statusURL = "/api/v1/person-verifications/\(verification.id)"
            retryHref = "/person-verifications/new"
        }

        private static func outcome(_ status: VerificationStatus) -> [String: Bool] {
            switch status {
            case .passed: ["passed": true]
            case .failed: ["failed": true]
            case .pending, .codeRequired: ["pending": true]
            }
        }
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await pages.answer(
            "verification-result",
            Model(organization: try await Verifications.enterprise(visit)),
            title: "企业实名认证",
            for: visit,
            nav: .enterprise
        )
    }
}
