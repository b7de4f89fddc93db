import Foundation
import Identifiers
import Kafka
import Messages
import Operations
import Synchronization
import Testing

@testable import Messaging

@Suite struct `What goes over the wire` {
    @Test func `headers come back as they were written`() throws {
        let headers = MessageHeaders(
            id: .new(),
            type: "contracts.launch.v1",
            source: "gateway",
            time: Date(timeIntervalSince1970: 1_780_000_000.123),
            key: "甲",
            caller: Caller(accountID: .new(), roles: [.handler], side: .employer, agent: "浏览器 1.0"),
            reply: MessageHeaders.ReplyAddress(topic: "gateway.replies", partition: 3, correlation: "c"),
            deadline: Date(timeIntervalSince1970: 1_780_000_006.123),
            contentHash: Data([0xFB, 0xFF, 0x00]),
            trace: .start(),
            attempt: 2
        )
        let encoded = try headers.encoded()
        #expect(try MessageHeaders(encoded) == headers)
        #expect(encoded["deadline"] == "1780000006123")
        #expect(encoded["content-hash"] == "-_8A")
    }

    @Test func `a missing or wrong header is named`() throws {
        var encoded = try MessageHeaders(id: .new(), type: "t", source: "s", time: Date(), key: "k").encoded()
        encoded["time"] = "yesterday"
        let error = #expect(throws: MalformedHeaders.self) { try MessageHeaders(encoded) }
        #expect(error?.header == "time")
    }

    @Test func `nobody is answered on a topic that is not for replies`() throws {
        let encoded: KafkaHeaders = ["reply-to": "contracts.commands", "reply-partition": "0", "correlation": "c"]
        #expect(MessageHeaders.ReplyAddress(encoded) == nil)
    }

    @Test func `a trace keeps its story over its steps`() throws {
        let first = TraceContext.start()
        let second = first.next()
        #expect(first.traceID == second.traceID && first.spanID != second.spanID)
        #expect(TraceContext(first.description) == first)
        #expect(TraceContext("00-00000000000000000000000000000000-0000000000000000-01") == nil)
        #expect(TraceContext("garbage") == nil)
    }

    @Test func `an error in words holds nothing of the body`() {
        struct Form: Decodable { let phone: Int }
        let body = Data("{\"phone\":\"13800000001\"}".utf8)
        do { _ = try WireCoding.decode(Form.self, from: body) } catch {
            #expect(SafeErrorText.of(error) == "wrong type at phone")
        }
        let foreign = URLError(.badURL, userInfo: ["number": "13800000001"])
        #expect(!SafeErrorText.of(foreign).contains("13800000001"))
        #expect(SafeErrorText.of(Refusal("a.b", .conflict)) == "refusal a.b")
    }

    @Test func `routes that cannot be are found at start`() {
        let routes = MessageRoutes(service: .signing)
            .command(AddEntry.self) { _, _, _ in AddEntry.Reply(position: 0) }
            .command(AddEntry.self) { _, _, _ in AddEntry.Reply(position: 0) }
            .event(EntryAdded.self) { _, _ in }
            .event(EntryAdded.self) { _, _ in }
        let error = #expect(throws: RouteMistakes.self) { try routes.validate() }
        #expect(
            error?.mistakes == [
                "contracts.test-add.v1 belongs to contracts", "contracts.test-add.v1 has two routes",
                "contracts.test-add.v1 belongs to contracts", "contracts.test-added.v1 has two routes",
            ]
        )
        #expect(routes.eventTopics == ["contracts.events"])
    }
}

@Suite struct `Requests that wait` {
    @Test func `are bounded for each service`() {
        let pending = PendingRequests(limit: 1)
        #expect(pending.open("a", .contracts, .new(), within: .seconds(60)))
        #expect(!pending.open("b", .contracts, .new(), within: .seconds(60)))
        #expect(pending.open("c", .identity, .new(), within: .seconds(60)))
        #expect(pending.count(.contracts) == 1)
    }

    @Test func `get an answer that was quicker than they`() async throws {
        let pending = PendingRequests(limit: 1)
        #expect(pending.open("a", .contracts, .new(), within: .seconds(60)))
        let answer = Answer.done(Data("1".utf8))
        #expect(pending.complete("a", .success(answer)))
        #expect(!pending.complete("a", .success(.done(Data()))))
        let received = try await withCheckedThrowingContinuation { pending.wait("a", $0) }
        #expect(received == answer)
        #expect(pending.count(.contracts) == 0)
        #expect(!pending.complete("a", .success(answer)))
    }

    @Test func `end by their deadline when nobody answers`() async throws {
        let broker = try await makeBroker()
        let gateway = try await SampleGateway(broker, limit: 1)
        let id = MessageID.new()
        let error = await #expect(throws: RequestTimedOut.self) {
            try await gateway.client.ask(
                CountEntries(key: "k"),
                as: .anonymous,
                id: id,
                deadline: .milliseconds(300)
            )
        }
        #expect(error == RequestTimedOut(id))
        let waiting = Task {
            try await gateway.client.ask(CountEntries(key: "k"), as: .anonymous, deadline: .seconds(2))
        }
        try await eventually("one is under way") { gateway.inFlight == 1 }
        let refusal = await #expect(throws: Refusal.self) {
            try await gateway.client.ask(CountEntries(key: "k"), as: .anonymous)
        }
        #expect(refusal?.code == "messaging.busy")
        await #expect(throws: RequestTimedOut.self) { try await waiting.value }
        try await gateway.close()
    }
}

extension SampleGateway {
    var inFlight: Int {
        let line = metrics.prometheusText().split(separator: "\n")
            .first { $0.hasPrefix("suiyue_requests_in_flight{service=\"contracts\"}") }
        return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? -1
    }
}
