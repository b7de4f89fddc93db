import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import ServiceBench
import Testing

@testable import Onboarding

struct `Correcting what was sent back` {
    @Test func `needs no link, and takes the second form to the review`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let first = try await world.submission(of: person)
        #expect(try await world.view(first, as: worker).correctable == false)
        try await world.reject(first, reason: "地址不完整")
        #expect(try await world.view(first, as: worker).correctable)
        #expect(try await world.view(first, as: world.employer).correctable == false)

        // A link that expired long ago does not matter any more.
        world.clock.advance(by: 2 * Invitation.lifetime)
        let second = try await world.correct(first, as: worker)
        let view = try await world.view(second, as: world.employer)
        #expect(second != first)
        #expect(view.status == .pendingReview)
        let values = try world.bench.keys.open(view.values)
        #expect(values["sex"] == "female")
        #expect(values["address"] == "广州市示例路2号")
        #expect(view.idNumberMasked == Masks.idNumber(person.idNumber))
        #expect(try await world.view(first, as: worker).status == .rejected)
        #expect(try await world.view(first, as: worker).correctable == false)
        let received = try await world.bench.announced(SubmissionReceived.self) { $0.submissionID == second }
        #expect(received.map(\.enterpriseID) == [world.enterprise])
        _ = try await world.approve(second)
        let again = try await refusal { try await world.correct(first, as: worker) }
        #expect(again?.code == "onboarding.accepted-already")
    }

    @Test func `is refused while one waits for review`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let first = try await world.submission(of: person)
        #expect(
            try await refusal { try await world.correct(first, as: worker) }?.code == "onboarding.submitted-already"
        )
        try await world.reject(first, reason: "照片不清")
        _ = try await world.correct(first, as: worker)
        #expect(
            try await refusal { try await world.correct(first, as: worker) }?.code == "onboarding.submitted-already"
        )
    }

    @Test func `is nobody's but its own worker's`() async throws {
        let world = try await World()
        let first = try await world.submission(of: FictionalPerson())
        try await world.reject(first, reason: "照片不清")
        let stranger = FictionalPerson("测试乙")
        try await world.announce(stranger)
        for caller in [stranger.asWorker(world.bench.keys), world.employer] {
            let found = try await refusal { try await world.correct(first, as: caller) }
            #expect(found?.kind == .notFound)
            #expect(found?.code == "onboarding.submission-unknown")
        }
        #expect(try await world.submissions(as: world.employer, status: .pendingReview).isEmpty)
    }

    @Test func `names a bad field and changes nothing`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let first = try await world.submission(of: person)
        try await world.reject(first, reason: "地址不完整")
        let found = try await refusal { try await world.correct(first, as: worker, address: " ") }
        #expect(found?.fields == ["address": "onboarding.address-required"])
        #expect(try await world.view(first, as: worker).correctable)
    }
}
