import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `A notifier that is killed between event and message` {
    @Test func `sends each message exactly once`() async throws {
        let stack = try await Theatre.shared.stack()
        let employer = try await Theatre.shared.employer()
        let notifier = ServiceProcess("notifier", of: stack)
        var phones: [String] = []
        for delay in [0, 10, 30, 80] {
            let worker = Theatre.shared.person()
            _ = try await employer.invite(worker)
            try await Task.sleep(for: .milliseconds(delay))
            let killed = try await notifier.kill()
            try await notifier.awaitRestart(after: killed)
            phones.append(worker.phone)
        }
        try await expectOne(to: phones, on: stack)
    }

    @Test func `does not send again what the provider had taken without answering`() async throws {
        let stack = try await Theatre.shared.stack()
        let employer = try await Theatre.shared.employer()
        // The sandbox takes the first message to this number and then keeps silent.
        let worker = Theatre.shared.person(phoneEnding: "0504")
        _ = try await employer.invite(worker)
        _ = try await stack.platform.inbox.next(to: worker.phone, containing: "邀请您", after: 0, within: Theatre.patience)
        try await ServiceProcess("notifier", of: stack).kill()
        try await expectOne(to: [worker.phone], on: stack)
    }

    private func expectOne(to phones: [String], on stack: Stack) async throws {
        for phone in phones {
            _ = try await stack.platform.inbox.next(to: phone, containing: "邀请您", after: 0, within: Theatre.patience)
        }
        try await stack.awaitQuiet()
        for phone in phones {
            #expect(try await stack.platform.inbox.messages(to: phone).count == 1)
        }
    }
}
