import Cryptography
import Foundation
import Identifiers
import Logging
import Messages
import OutboundHTTP
import ServiceBench
import Testing

@testable import Identity
@testable import Messaging

/// The identity service with a clock and providers of its own, on the schema that all tests of this process share.
struct World: Sendable {
    private static let opening = Task { try await Bench.open(.identity, migrations: migrations) }
    static let agreements = ["platform", "certificate", "privacy"]

    let bench: Bench
    let clock = TestClock()
    let provider: ProviderServer
    let service: IdentityService

    init(
        provider answer: @escaping @Sendable (ProviderServer.Question) -> ProviderServer.Answer = { _ in
            verdict("match")
        }
    ) async throws {
        bench = try await Self.opening.value
        provider = try ProviderServer(answer)
        let client = ProviderClient(base: provider.url, token: "t-1")
        service = IdentityService(
            keys: bench.keys,
            providers: Providers(carrier: client, register: client),
            now: { [clock] in clock.now }
        )
    }

    static func verdict(_ result: String) -> ProviderServer.Answer {
        ProviderServer.Answer(#"{"result":"\#(result)","receipt":"R-1"}"#)
    }

    // MARK: Codes and sessions

    /// Asks for a code and reads it from what was announced.
    func code(for person: FictionalPerson, _ purpose: CodePurpose) async throws -> String {
        let request = RequestCode(
            phone: try bench.seal(person.phone, SealContext.phone),
            phoneIndex: person.phoneIndex(bench.keys),
            purpose: purpose
        )
        let reply = try await bench.ask(request, use: service.requestCode)
        let issued = try await bench.announced(CodeIssued.self) { $0.codeID == reply.id }
        return try bench.keys.open(#require(issued.first).code, context: SealContext.code)
    }

    func register(
        _ person: FictionalPerson,
        name: String = "示例科技有限公司",
        uscc: String = FictionalPerson.socialCreditCode(),
        code: String? = nil,
        agreements: [String] = agreements
    ) async throws -> RegisterEnterprise.Reply {
        let typed = if let code { code } else { try await self.code(for: person, .registerEnterprise) }
        let request = RegisterEnterprise(
            name: name,
            uscc: uscc,
            phone: try bench.seal(person.phone, SealContext.phone),
            phoneIndex: person.phoneIndex(bench.keys),
            code: try bench.seal(typed, SealContext.code),
            agreements: agreements
        )
        return try await bench.ask(request, as: Caller(address: "203.0.113.7"), use: service.registerEnterprise)
    }

    func logIn(
        _ person: FictionalPerson,
        side: Side = .worker,
        code: String? = nil,
        password: String? = nil,
        agreements: [String] = agreements
    ) async throws -> SessionOpened {
        let request = LogIn(
            side: side,
            phone: try bench.seal(person.phone, SealContext.phone),
            phoneIndex: person.phoneIndex(bench.keys),
            code: try code.map { try bench.seal($0, SealContext.code) },
            password: try password.map { try bench.seal($0, SealContext.password) },
            agreements: agreements
        )
        return try await bench.ask(request, preparing: service.judgePassword, use: service.logIn)
    }

    /// Logs a worker in by a code that was just sent.
    func worker(_ person: FictionalPerson) async throws -> SessionOpened {
        try await logIn(person, code: code(for: person, .login))
    }

    /// What the Gateway would read for a session's token.
    func session(_ opened: SessionOpened) async throws -> SessionView {
        let token = try bench.keys.open(opened.token, context: SealContext.token)
        return try await bench.ask(GetSession(tokenHash: Digest.sha256Hex(Data(token.utf8))), use: service.getSession)
    }

    func setPassword(_ password: String, as caller: Caller) async throws {
        let account = try #require(caller.accountID)
        let request = SetPassword(accountID: account, password: try bench.seal(password, SealContext.password))
        _ = try await bench.ask(request, as: caller, preparing: service.hashPassword, use: service.setPassword)
    }

    // MARK: Verification

    func startVerification(
        of person: FictionalPerson,
        as caller: Caller,
        consent: Bool = true,
        method: PersonVerificationMethod = .mobile
    ) async throws -> VerificationView {
        let request = StartPersonVerification(
            accountID: try #require(caller.accountID),
            method: method,
            values: try bench.keys.seal(
                FieldValues(texts: [
                    "consent": String(consent), "name": person.name, "idType": "resident-id",
                    "idNumber": person.idNumber,
                    "phone": person.phone,
                ])
            )
        )
        return try await bench.ask(request, as: caller, use: service.startPersonVerification)
    }

    func askCarrier(_ id: VerificationID, attempt: Int = 1) async throws -> JobOutcome {
        try await bench.run { try await service.askCarrier(AskCarrier(verificationID: id), context(attempt)) }
    }

    func verification(_ id: VerificationID, as caller: Caller) async throws -> VerificationView {
        try await bench.ask(GetPersonVerification(verificationID: id), as: caller, use: service.getPersonVerification)
    }

    /// The same, answered only when it is no longer pending.
    func settledVerification(_ id: VerificationID, as caller: Caller) async throws -> VerificationView {
        try await bench.ask(
            GetPersonVerification(verificationID: id, untilSettled: true),
            as: caller,
            use: service.getPersonVerification
        )
    }

    func resendCode(of id: VerificationID, as caller: Caller) async throws -> VerificationView {
        let request = ResendVerificationCode(verificationID: id)
        return try await bench.ask(request, as: caller, use: service.resendVerificationCode)
    }

    /// How many codes were sent to finish a person's verification.
    func verificationCodes(for person: FictionalPerson) async throws -> Int {
        try await bench.announced(CodeIssued.self) { event in
            event.purpose == .personVerification
                && (try? bench.keys.open(event.phone, context: SealContext.phone)) == person.phone
        }.count
    }

    /// The code that was sent last to finish a person's verification.
    func verificationCode(for person: FictionalPerson) async throws -> String {
        let issued = try await bench.announced(CodeIssued.self) { event in
            event.purpose == .personVerification
                && (try? bench.keys.open(event.phone, context: SealContext.phone)) == person.phone
        }
        return try bench.keys.open(#require(issued.last).code, context: SealContext.code)
    }

    func confirm(_ id: VerificationID, code: String, as caller: Caller) async throws -> VerificationView {
        let request = ConfirmPersonVerification(verificationID: id, code: try bench.seal(code, SealContext.code))
        return try await bench.ask(request, as: caller, use: service.confirmPersonVerification)
    }

    /// Takes a person through verification to the end.
    func verify(_ person: FictionalPerson, as caller: Caller) async throws {
        let started = try await startVerification(of: person, as: caller)
        #expect(try await askCarrier(started.id) == .done)
        let done = try await confirm(started.id, code: verificationCode(for: person), as: caller)
        #expect(done.status == .passed)
    }

    func context(_ attempt: Int) -> JobContext {
        JobContext(
            id: UUID(),
            attempt: attempt,
            isLastAttempt: false,
            dueAt: clock.now,
            database: bench.database,
            logger: Logger(label: "test")
        )
    }
}

extension SessionOpened {
    var caller: Caller { session.caller(address: "203.0.113.7", agent: nil) }
}
