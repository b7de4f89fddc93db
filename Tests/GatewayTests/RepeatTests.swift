import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Asking twice` {
    private static let body = #"{"phone":"13800000001","purpose":"login"}"#

    @Test func `one key and body is one message, although sealed values differ`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(RequestCode.self) { _, _ in
                RequestCode.Reply(id: .new(), resendAfter: 60, expiresIn: 300)
            }
            let headers = ["Idempotency-Key": "key-1"]
            let spaced = #"{ "purpose": "login", "phone": "13800000001" }"#
            for body in [Self.body, spaced] {
                let reply = try await gateway.send("POST", "/api/v1/codes", json: body, headers: headers)
                #expect(reply.status == 202)
                #expect(reply["resendAfter"] == 60)
            }
            let sent = gateway.services.asked(RequestCode.self)
            #expect(sent[0].message.id == sent[1].message.id)
            #expect(sent[0].message.contentHash == sent[1].message.contentHash)
            #expect(sent[0].request.phone != sent[1].request.phone)
        }
    }

    @Test func `another body, key or account is another content or message`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(AddDepartment.self) { request, _ in
                DepartmentView(id: .new(), name: request.name, employees: 0)
            }
            func add(_ name: String, _ key: String?, _ headers: [String: String]) async throws {
                let own = key.map { ["Idempotency-Key": $0] } ?? [:]
                let all = headers.merging(own) { $1 }
                let reply = try await gateway.send(
                    "POST",
                    "/api/v1/departments",
                    json: "{\"name\":\"\(name)\"}",
                    headers: all
                )
                #expect(reply.status == 201)
            }
            let first = try gateway.employer()
            try await add("a", "k", first)
            try await add("b", "k", first)
            try await add("a", "l", first)
            try await add("a", nil, first)
            try await add("a", nil, first)
            gateway.parts.sessions.forgetAll()
            let second = try gateway.employer()
            try await add("a", "k", second)
            let sent = gateway.services.asked(AddDepartment.self).map(\.message)
            #expect(sent[0].id == sent[1].id)
            #expect(sent[0].contentHash != sent[1].contentHash)
            #expect(Set(sent.map(\.id)).count == 5)
        }
    }

    @Test func `a key that no header may hold is refused`() async throws {
        try await RunningGateway.run { gateway in
            let headers = ["Idempotency-Key": String(repeating: "a", count: 300)]
            let reply = try await gateway.send("POST", "/api/v1/codes", json: Self.body, headers: headers)
            #expect(reply.status == 400)
            #expect(reply["code"] == "gateway.idempotency-key")
        }
    }

    @Test func `what is not answered in time can be asked about until it is`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            let contract = ContractID.new()
            gateway.services.answerCounting(LaunchContract.self) { _, _, before in
                guard before >= 2 else { throw RequestTimedOut(.new()) }
                return LaunchContract.Reply(status: .signing)
            }
            let late = try await gateway.send("POST", "/api/v1/contracts/\(contract)/launch", headers: headers)
            #expect(late.status == 202)
            let location = try #require(late.header("Location"))
            #expect(location.hasPrefix("/api/v1/operations/"))

            let pending = try await gateway.send("GET", location, headers: headers)
            #expect(pending.status == 200)
            #expect(pending["status"] == "pending")
            let done = try await gateway.send("GET", location, headers: headers)
            #expect(done["status"] == "done")
            #expect(done["result.status"] == "signing")
            #expect(Set(gateway.services.asked(LaunchContract.self).map(\.message.id)).count == 1)

            #expect(try await gateway.send("GET", location).status == 404)
            let unknown = "/api/v1/operations/\(UUID().uuidString)"
            #expect(try await gateway.send("GET", unknown, headers: headers).status == 404)
        }
    }

    @Test func `what one gateway was not answered in time can be asked of another`() async throws {
        try await RunningGateway.run { first in
            let account = AccountID.new()
            first.know(RunningGateway.token, as: try first.session(account: account))
            first.services.answer(LaunchContract.self) { _, _ in throw RequestTimedOut(.new()) }
            let headers = ["Authorization": "Bearer \(RunningGateway.token)"]
            let late = try await first.send("POST", "/api/v1/contracts/\(ContractID.new())/launch", headers: headers)
            #expect(late.status == 202)
            let location = try #require(late.header("Location"))

            try await RunningGateway.run(beside: first) { second in
                second.know(RunningGateway.token, as: try second.session(account: account))
                second.services.answer(LaunchContract.self) { _, _ in LaunchContract.Reply(status: .signing) }
                let done = try await second.send("GET", location, headers: headers)
                #expect(done["status"] == "done")
                #expect(done["result.status"] == "signing")
                let ids = (first.services.asked(LaunchContract.self) + second.services.asked(LaunchContract.self))
                    .map(\.message.id)
                #expect(ids.count == 2)
                #expect(Set(ids).count == 1)

                second.parts.sessions.forgetAll()
                second.know(RunningGateway.token, as: try second.session())
                #expect(try await second.send("GET", location, headers: headers).status == 404)
            }
        }
    }

    @Test func `an operation that is refused later says so`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            gateway.services.answerCounting(LaunchContract.self) { _, _, before in
                guard before >= 1 else { throw RequestTimedOut(.new()) }
                throw Refusal("contracts.launched-already", .conflict)
            }
            let path = "/api/v1/contracts/\(ContractID.new())/launch"
            let late = try await gateway.send("POST", path, headers: headers)
            let failed = try await gateway.send("GET", try #require(late.header("Location")), headers: headers)
            #expect(failed["status"] == "failed")
            #expect(failed["problem.code"] == "contracts.launched-already")
        }
    }

    @Test func `an operation waits while a service is away and ends at a limit`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answerCounting(RequestCode.self) { _, _, before in
                switch before {
                case 0: throw RequestTimedOut(.new())
                case 1: throw Refusal("gateway.store-unavailable", .unavailable)
                default: throw Refusal("identity.code-too-soon", .tooMany, retryAt: Date().addingTimeInterval(60))
                }
            }
            let late = try await gateway.send("POST", "/api/v1/codes", json: Self.body)
            let location = try #require(late.header("Location"))
            #expect(try await gateway.send("GET", location)["status"] == "pending")
            let failed = try await gateway.send("GET", location)
            #expect(failed["status"] == "failed")
            #expect(failed["problem.code"] == "identity.code-too-soon")
        }
    }

    @Test func `visitors with the same key do not find each other's operations`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(RequestCode.self) { _, _ in throw RequestTimedOut(.new()) }
            func location(_ body: String) async throws -> String {
                let headers = ["Idempotency-Key": "1"]
                let late = try await gateway.send("POST", "/api/v1/codes", json: body, headers: headers)
                #expect(late.status == 202)
                return try #require(late.header("Location"))
            }
            let first = try await location(Self.body)
            let second = try await location(#"{"phone":"13800000002","purpose":"login"}"#)
            #expect(first != second)
            #expect(try await location(Self.body) == first)
        }
    }

    @Test func `the note of an operation that was asked for again outlives the first`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(RequestCode.self) { _, _ in throw RequestTimedOut(.new()) }
            let headers = ["Idempotency-Key": "key-1"]
            func note() async throws -> (id: UUID, digest: Data) {
                let late = try await gateway.send("POST", "/api/v1/codes", json: Self.body, headers: headers)
                let name = try #require(late.header("Location")?.split(separator: "/").last)
                let id = try #require(UUID(uuidString: String(name)))
                return (id, Digest.sha256(try #require(try await gateway.store.note(id))))
            }
            let first = try await note()
            let second = try await note()
            #expect(first.id == second.id)
            let operations = gateway.parts.operations
            try await operations.remove(first.id, kept: first.digest)
            #expect(try await gateway.store.note(first.id) != nil)
            try await operations.remove(second.id, kept: second.digest)
            #expect(try await gateway.store.note(second.id) == nil)
        }
    }

    @Test func `a question that is not answered is no operation`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            gateway.services.answer(ListSeals.self) { _, _ in throw RequestTimedOut(.new()) }
            let reply = try await gateway.send("GET", "/api/v1/seals", headers: headers)
            #expect(reply.status == 503)
            #expect(reply["code"] == "gateway.no-answer")
            #expect(reply.header("Retry-After") != nil)
        }
    }
}
