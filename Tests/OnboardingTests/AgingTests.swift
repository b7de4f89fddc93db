import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `An invitation long past` {
    @Test func `is removed when nobody answered it, and kept when somebody did`() async throws {
        let world = try await World()
        let young = try await world.invite(FictionalPerson())
        let unanswered = try await world.invite(FictionalPerson("测试丁"))
        let person = FictionalPerson("测试戊")
        try await world.announce(person)
        let answered = try await world.invite(person)
        _ = try await world.submit(answered, as: person)
        let old = [unanswered.id.uuid, answered.id.uuid]
        try await world.bench.age("invitations", "expires_at", days: 121, where: "id = ANY(\(old))")
        try await world.bench.keepHouse(KeptRows.ofOnboarding)
        let mine: SQL = "enterprise_id = \(world.enterprise)"
        let left = try await world.bench.admin.query("SELECT id FROM invitations WHERE \(mine) ORDER BY id")
            .map { try $0.get("id", as: InvitationID.self) }
        #expect(left == [young.id, answered.id])
    }
}
