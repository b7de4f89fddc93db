import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A service that is killed in the middle of the job` {
    @Test(arguments: [
        ("identity", ["POST sessions", "/code"]),
        ("onboarding", ["/submission", "/approval"]),
        ("contracts", ["POST contracts", "/launch"]),
        ("signing", ["/willingness", "/signature"]),
        ("notifier", ["POST invitations", "/willingness"]),
        ("gateway", ["/submission", "/signature"]),
    ])
    func `comes back, and the job completes with nothing done twice`(_ name: String, _ moments: [String]) async throws {
        let stack = try await Theatre.shared.stack()
        let strike = Strike(
            ServiceProcess(name, of: stack),
            after: .milliseconds(Int.random(in: 0...40)),
            at: moments
        )
        let job = try await TroubledJob(stack, whenSending: strike.ear)
        try await job.run()
        #expect(try await strike.kills() == moments.count)
    }
}

@Suite(.needsPlatform, .serialized, .enabled(if: Stack.brokerIsOurs, "an outside broker is not ours to kill"))
struct `A broker that is killed and comes back empty` {
    @Test func `in the middle of the job does not keep it from completing`() async throws {
        let stack = try await Theatre.shared.stack()
        let before = try stack.brokerAddress
        let strike = Strike(
            ServiceProcess("broker", of: stack),
            after: .milliseconds(20),
            at: ["/approval", "/launch", "/signature"]
        )
        let job = try await TroubledJob(stack, whenSending: strike.ear)
        try await job.run()
        #expect(try await strike.kills() == 3)
        #expect(try stack.brokerAddress != before)
    }
}
