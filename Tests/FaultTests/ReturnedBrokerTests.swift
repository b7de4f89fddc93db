import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized, .enabled(if: Stack.brokerIsOurs, "an outside broker is not ours to kill"))
struct `A one-time code asked for around the loss of the broker` {
    /// What people are promised after the broker's return.
    private static let promise = Duration.seconds(10)
    /// So much is kept, and sent again because the broker comes back empty.
    private static let kept = 20_000
    private static let nothing = "identity.nothing-happened.v1"

    @Test func `arrives within ten seconds of its return, however much is sent again`() async throws {
        let stack = try await Theatre.shared.stack()
        _ = try await Theatre.shared.employer()
        try await stack.awaitQuiet()
        try await stack.database.run(
            """
            INSERT INTO identity.outbox (seq, id, shard, topic, key, type, headers, payload, sent_at)
            SELECT nextval('identity.outbox_seq'), gen_random_uuid(), number & 15, 'identity.events', 'kept ' || number,
                '\(Self.nothing)', '{"source": "identity"}', convert_to('{}', 'UTF8'), now()
            FROM generate_series(1, \(Self.kept)) AS number
            """
        )
        let phones = (0..<4).map { _ in Theatre.shared.person().phone }
        let before = try stack.brokerAddress
        async let asked: [ContinuousClock.Instant] = withThrowingTaskGroup { group in
            // While the broker is there for the last time, while it is away, and after its return.
            for (phone, delay) in zip(phones, [0, 200, 1000, 3000]) {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(delay))
                    return try await Self.arrival(of: phone, stack)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await ServiceProcess("broker", of: stack).kill()
        try await wait(for: "the broker's return") {
            (try? stack.brokerAddress).map { !$0.isEmpty && $0 != before } ?? false
        }
        let returned = ContinuousClock.now
        for arrival in try await asked {
            #expect(arrival - returned < Self.promise, "\(arrival - returned) after the broker's return")
        }
        // The tests after this one lose the broker too.
        try await stack.database.run("DELETE FROM identity.outbox WHERE type = '\(Self.nothing)'")
        try await stack.awaitQuiet()
        for phone in phones { #expect(try await stack.platform.inbox.messages(to: phone).count == 1) }
    }

    /// Asks for a code until the platform has taken the wish, and returns when the phone got it.
    private static func arrival(of phone: String, _ stack: Stack) async throws -> ContinuousClock.Instant {
        let words = "用于登录"
        async let arrived = {
            _ = try await stack.platform.inbox.next(to: phone, containing: words, after: 0, within: Theatre.patience)
            return ContinuousClock.now
        }()
        try await stack.platform.command(.post, "codes", ["phone": .string(phone), "purpose": "login"])
            .require(202, 201)
        return try await arrived
    }
}
