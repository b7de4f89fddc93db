import Foundation
import Identifiers
import Messages
import Web

/// Proving who a person or an enterprise is.
enum Verifications {
    /// How long an answer of the provider is waited for before the client is told that it is pending.
    static let patience = Duration.seconds(4)
    static let pause = Duration.milliseconds(100)
    static let leastLooks = 3

    static func startPerson(_ input: PersonVerificationInput, _ visit: Visit) async throws -> VerificationModel {
        let started = try await visit.ask(
            StartPersonVerification(
                accountID: try visit.account(),
                method: input.method,
                values: try await visit.seal(input.form, of: .personByMobile)
            )
        )
        let settled = try await settled(started) {
            try await visit.ask(GetPersonVerification(verificationID: started.id))
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
        let settled = try await settled(started) {
            try await visit.ask(GetEnterpriseVerification(verificationID: started.id))
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
    ) async throws -> VerificationView {
        var view = started
        let end = ContinuousClock.now + patience
        var looks = 0
        // A pause may take as long as all the patience where the machine is busy: whoever waited so long is told more.
        while view.status == .pending, looks < leastLooks || ContinuousClock.now < end {
            looks += 1
            try await Task.sleep(for: pause)
            // The command was accepted: a question that fails now must not make it look refused.
            guard let next = try? await look() else { return view }
            view = next
        }
        return view
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
