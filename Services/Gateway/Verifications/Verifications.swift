import Foundation
import Identifiers
import Messages
import Web

/// Proving who a person or an enterprise is.
enum Verifications {
    static func startPerson(_ input: PersonVerificationInput, _ visit: Visit) async throws -> VerificationModel {
        let started = try await visit.ask(
            StartPersonVerification(
                accountID: try visit.account(),
                method: input.method,
                values: try await visit.seal(input.form, of: .personByMobile)
            )
        )
        let settled = await settled(started) {
            try await visit.ask(GetPersonVerification(verificationID: started.id, untilSettled: true))
        }
        return told(settled, visit)
    }

    /// Sends the code again.
    static func resendCode(_ visit: Visit) async throws -> VerificationModel {
        told(try await visit.ask(ResendVerificationCode(verificationID: try visit.id("id"))), visit)
    }

    static func confirmPerson(_ input: TypedCodeInput, _ visit: Visit) async throws -> VerificationModel {
        let view = try await visit.ask(
            ConfirmPersonVerification(
                verificationID: try visit.id("id"),
                code: try visit.seal(input.code, SealContext.code)
            )
        )
        return told(view, visit)
    }

    static func person(_ visit: Visit) async throws -> VerificationModel {
        told(try await visit.ask(GetPersonVerification(verificationID: try visit.id("id"))), visit)
    }

    static func startEnterprise(_ input: EnterpriseVerificationInput, _ visit: Visit) async throws -> VerificationModel
    {
        guard let enterpriseID = visit.caller.enterpriseID else {
            throw Refusal("identity.enterprise-required", .forbidden)
        }
        let started = try await visit.ask(
            StartEnterpriseVerification(
                enterpriseID: enterpriseID,
                method: input.method,
                values: try await visit.seal(input.form, of: .enterpriseByRepresentative)
            )
        )
        let settled = await settled(started) {
            try await visit.ask(GetEnterpriseVerification(verificationID: started.id, untilSettled: true))
        }
        return told(settled, visit)
    }

    static func enterprise(_ visit: Visit) async throws -> VerificationModel {
        told(try await visit.ask(GetEnterpriseVerification(verificationID: try visit.id("id"))), visit)
    }

    /// Providers mostly answer within a second: waiting for them spares everybody a second request.
    private static func settled(
        _ started: VerificationView,
        look: () async throws -> VerificationView
    ) async -> VerificationView {
        guard started.status == .pending else { return started }
        // The command was accepted: a question that fails now must not make it look refused.
        return (try? await look()) ?? started
    }

    private static func told(_ view: VerificationView, _ visit: Visit) -> VerificationModel {
        if view.status == .passed { visit.forgetSession() }
        return VerificationModel(view, visit)
    }
}

struct PersonVerificationInput: Input {
    let method: PersonVerificationMethod
    let form: FilledForm
}

extension PersonVerificationInput {
    init(_ fields: Fields) {
        method = fields.requiredChoice("method", PersonVerificationMethod.self, orElse: .mobile)
        form = fields.form(.personByMobile)
    }
}

/// A one-time code as it was typed.
struct TypedCodeInput: Input {
    var code: String
}

extension TypedCodeInput {
    init(_ fields: Fields) {
        code = fields.text("code")
    }
}

struct EnterpriseVerificationInput: Input {
    let method: EnterpriseVerificationMethod
    let form: FilledForm
}

extension EnterpriseVerificationInput {
    init(_ fields: Fields) {
        method = fields.requiredChoice("method", EnterpriseVerificationMethod.self, orElse: .legalRepresentative)
        form = fields.form(.enterpriseByRepresentative)
    }
}

/// How a verification stands; `reason` is a stable code, `message` its words.
struct VerificationModel: Codable, Sendable {
    let id: VerificationID
    let status: VerificationStatus
    let reason: String?
    let message: String?
    /// Seconds until the code may be sent again; absent when it may or when none is waited for.
    let resendAfter: Int?

    init(_ view: VerificationView, _ visit: Visit) {
        resendAfter = Resend.seconds(since: view.codeSentAt, now: visit.parts.now())
        id = view.id
        status = view.status
        reason = view.reason
        message = view.reason.map { visit.wording.sentence($0) }
    }
}
