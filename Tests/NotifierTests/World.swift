import Cryptography
import Foundation
import Identifiers
import Logging
import Messages
import OutboundHTTP
import Postgres
import ServiceBench
import Testing

@testable import Messaging
@testable import Notifier

/// The notifier with a clock and a provider of its own, on the schema that all tests of this process share.
struct World: Sendable {
    private static let opening = Task { try await Bench.open(.notifier, migrations: migrations) }

    let bench: Bench
    let clock = TestClock()
    let provider: ProviderServer
    let service: NotifierService

    init(
        provider answer: @escaping @Sendable (ProviderServer.Question) -> ProviderServer.Answer = { _ in
            .init(#"{"receipt":"S-1"}"#)
        }
    ) async throws {
        bench = try await Self.opening.value
        provider = try ProviderServer(answer)
        service = NotifierService(
            keys: bench.keys,
            messages: ProviderClient(base: provider.url, token: "t-1"),
            publicURL: "https://suiyue.example",
            now: { [clock] in clock.now }
        )
    }

    func phone(_ person: FictionalPerson) throws -> SealedText {
        try bench.seal(person.phone, SealContext.phone)
    }

    /// What signing announces when it is an employee's turn.
    func turn(of account: AccountID) throws -> SignerTurn {
        SignerTurn(
            contractID: .new(),
            contractName: "劳动合同",
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            role: .employee,
            accountID: account,
            phone: try phone(FictionalPerson())
        )
    }

    /// What stands in the table for a phone's owner: channel, body and the notice's id.
    func texts(to person: FictionalPerson) async throws -> [(id: NoticeID, channel: String, body: String)] {
        var found: [(id: NoticeID, channel: String, body: String)] = []
        for row in try await bench.admin.query("SELECT * FROM notices WHERE phone IS NOT NULL ORDER BY id") {
            let phone = try SealedText(envelope: row.get("phone"))
            guard try bench.keys.open(phone, context: SealContext.phone) == person.phone else { continue }
            let body = try SealedText(envelope: row.get("body"))
            found.append(
                (try row.get("id"), try row.get("channel"), try bench.keys.open(body, context: NoticeSeal.body))
            )
        }
        return found
    }

    func status(of notice: NoticeID) async throws -> String? {
        try await bench.admin.one("SELECT status FROM notices WHERE id = \(notice)")?.get("status")
    }

    func send(_ notice: NoticeID, attempt: Int = 1) async throws -> JobOutcome {
        let context = JobContext(
            id: UUID(),
            attempt: attempt,
            isLastAttempt: false,
            dueAt: clock.now,
            database: bench.database,
            logger: Logger(label: "test")
        )
        return try await bench.run { try await service.sendText(SendText(noticeID: notice), context) }
    }

    /// What a code's event makes of a phone: the notice that is to be sent.
    func codeNotice(to person: FictionalPerson, expiresIn: TimeInterval = 300) async throws -> NoticeID {
        try await bench.tell(
            CodeIssued(
                codeID: .new(),
                phone: phone(person),
                code: bench.seal("482913", SealContext.code),
                purpose: .login,
                expiresAt: clock.now.addingTimeInterval(expiresIn)
            ),
            use: service.sendCode
        )
        return try #require(await texts(to: person).last).id
    }

    func inbox(of account: AccountID, _ page: PageRequest = PageRequest()) async throws -> ListNotices.Reply {
        let caller = Caller(accountID: account, side: .worker)
        return try await bench.ask(ListNotices(page: page), as: caller, use: service.listNotices)
    }
}
