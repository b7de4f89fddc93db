import Cryptography
import Foundation
import Identifiers
import Messages
import Web

/// Codes, sessions, passwords and enterprises: who somebody is to the platform.
enum Accounts {
    static func requestCode(_ input: CodeInput, _ visit: Visit) async throws -> RequestCode.Reply {
        let phone = try visit.sealedPhone(input.phone)
        return try await visit.ask(
            RequestCode(phone: phone.sealed, phoneIndex: phone.index, purpose: input.purpose)
        )
    }

    static func logIn(_ input: LogInInput, _ visit: Visit) async throws -> SessionModel {
        let phone = try visit.sealedPhone(input.phone)
        let reply = try await visit.ask(
            LogIn(
                side: input.side,
                phone: phone.sealed,
                phoneIndex: phone.index,
                code: try input.code.map { try visit.seal($0, SealContext.code) },
                password: try input.password.map { try visit.seal($0, SealContext.password) },
                agreements: input.agreements
            )
        )
        return try SessionModel(reply.session, token: reply.token, visit)
    }

    static func session(_ visit: Visit) async throws -> SessionModel {
        guard let session = visit.session else { throw Refusal("identity.login-required", .unauthorized) }
        return try SessionModel(session, visit)
    }

    static func chooseEnterprise(_ input: ChooseEnterpriseInput, _ visit: Visit) async throws -> SessionModel {
        let session = try await visit.ask(ChooseEnterprise(enterpriseID: input.enterpriseID))
        visit.forgetSession()
        return try SessionModel(session, visit)
    }

    static func logOut(_ visit: Visit) async throws -> NoContent {
        guard let session = visit.session else { throw Refusal("identity.login-required", .unauthorized) }
        _ = try await visit.ask(LogOut(sessionID: session.sessionID))
        visit.forgetSession()
        return NoContent()
    }

    static func setPassword(_ input: PasswordInput, _ visit: Visit) async throws -> NoContent {
        _ = try await visit.ask(
            SetPassword(
                accountID: try visit.account(),
                password: try visit.seal(input.password, SealContext.password)
            )
        )
        visit.forgetSession()
        return NoContent()
    }

    static func registerEnterprise(_ input: EnterpriseInput, _ visit: Visit) async throws -> EnterpriseOpened {
        let phone = try visit.sealedPhone(input.phone)
        let reply = try await visit.ask(
            RegisterEnterprise(
                name: input.name,
                uscc: input.uscc,
                phone: phone.sealed,
                phoneIndex: phone.index,
                code: try visit.seal(input.code, SealContext.code),
                agreements: input.agreements
            )
        )
        return EnterpriseOpened(
            enterprise: reply.enterprise,
            session: try SessionModel(reply.session.session, token: reply.session.token, visit)
        )
    }
}

struct CodeInput: Input {
    var phone: String
    var purpose: CodePurpose
}

extension CodeInput {
    init(_ fields: Fields) {
        phone = fields.text("phone")
        purpose = fields.requiredChoice("purpose", CodePurpose.self, orElse: .login)
    }
}

struct LogInInput: Input {
    var side: Side
    var phone: String
    var code: String?
    var password: String?
    var agreements: [String]
}

extension LogInInput {
    init(_ fields: Fields) {
        side = fields.requiredChoice("side", Side.self, orElse: .worker)
        phone = fields.text("phone")
        code = fields.optionalText("code", "either this or password")
        password = fields.optionalText("password")
        agreements = fields.texts("agreements", of: Agreements.required)
    }
}

struct ChooseEnterpriseInput: Input {
    var enterpriseID: EnterpriseID
}

extension ChooseEnterpriseInput {
    init(_ fields: Fields) {
        enterpriseID = fields.requiredID("enterpriseID")
    }
}

struct PasswordInput: Input {
    var password: String
}

extension PasswordInput {
    init(_ fields: Fields) {
        password = fields.text("password", "8 to 128 characters")
    }
}

struct EnterpriseInput: Input {
    var name: String
    var uscc: String
    var phone: String
    var code: String
    var agreements: [String]
}

extension EnterpriseInput {
    init(_ fields: Fields) {
        name = fields.text("name")
        uscc = fields.text("uscc", "unified social credit code")
        phone = fields.text("phone")
        code = fields.text("code")
        agreements = fields.texts("agreements", of: Agreements.required)
    }
}

/// A session as its owner sees it, with the owner's own number in full.
struct SessionModel: Codable, Sendable {
    struct Account: Codable, Sendable {
        let id: AccountID
        let phone: String
        let hasPassword: Bool
    }

    struct Person: Codable, Sendable {
        let verified: Bool
        let name: String?
        let idNumber: String?
    }

    /// Only in the answer that opens the session.
    let token: String?
    let expiresAt: Date
    let side: Side
    let account: Account
    let person: Person
    let enterprises: [EnterpriseMembership]
    /// The enterprise acted for.
    let enterpriseID: EnterpriseID?

    init(_ session: SessionView, token: SealedText? = nil, _ visit: Visit) throws {
        self.token = try token.map { try visit.open($0, SealContext.token) }
        expiresAt = session.expiresAt
        side = session.side
        account = Account(
            id: session.accountID,
            phone: try visit.open(session.phone, SealContext.phone),
            hasPassword: session.hasPassword
        )
        person = Person(
            verified: session.personVerified,
            name: session.personName,
            idNumber: session.idNumberMasked
        )
        enterprises = session.enterprises
        enterpriseID = session.enterpriseID
    }
}

struct EnterpriseOpened: Codable, Sendable {
    let enterprise: EnterpriseView
    let session: SessionModel
}
