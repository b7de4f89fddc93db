import Foundation
import Messages
import Web

/// 确认企业信息: the first page of 企业实名认证.
struct VerificationStartPage: Sendable {
    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        if visit.session?.actingEnterprise?.verified == true { return .seeOther("/") }
        return try await pages.answer(
            "verification-start",
            NoModel(),
            title: "企业实名认证",
            for: visit,
            nav: .enterprise
        )
    }

    /// Whoever is verified already is not asked again.
    func act(_ visit: Visit) async throws -> Answer {
        .seeOther(visit.caller.personVerified ? "/enterprise-verifications/new" : "/person-verifications/new")
    }
}
