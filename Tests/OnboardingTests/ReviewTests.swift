import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `Reviewing a submission` {
    @Test func `goes from a reason over a second try to the department`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.announce(person)
        let invitation = try await world.invite(person)
        let first = try await world.submit(invitation, as: person)
        try await world.reject(first, reason: " 地址不完整 ")
        let rejected = try await world.view(first, as: person.asWorker(world.bench.keys))
        #expect(rejected.status == .rejected)
        #expect(rejected.reason == "地址不完整")
        #expect(try await world.open(invitation).status == .rejected)

        let second = try await world.submit(invitation, as: person)
        let department = try await world.addDepartment("研发部")
        let employee = try await world.approve(second, into: department.id)
        #expect(try await world.view(second, as: world.employer).employeeID == employee)
        #expect(try await world.open(invitation).status == .accepted)
        let joined = try await world.bench.announced(EmployeeJoined.self) { $0.employeeID == employee }
        #expect(joined.count == 1)
        #expect(joined.first?.departmentName == "研发部")
        #expect(joined.first?.accountID == person.accountID)
        #expect(joined.first?.enterpriseID == world.enterprise)
        #expect(try joined.first.map { try world.bench.keys.open($0.address, context: "address") } == "广州市示例路1号")
        let told = try await world.bench.announced(SubmissionReviewed.self) {
            [first, second].contains($0.submissionID)
        }
        #expect(told.map(\.approved) == [false, true])
        #expect(told.map(\.reason) == ["地址不完整", nil])
        let third = try await refusal { try await world.submit(invitation, as: person) }
        #expect(third?.code == "onboarding.accepted-already")
    }

    @Test func `happens once`() async throws {
        let world = try await World()
        let id = try await world.submission(of: FictionalPerson())
        _ = try await world.approve(id)
        #expect(try await refusal { try await world.approve(id) }?.code == "onboarding.reviewed-already")
        #expect(try await refusal { try await world.reject(id, reason: "x") }?.code == "onboarding.reviewed-already")
    }

    @Test func `takes nobody on twice at a time`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let first = try await world.submission(of: person)
        let second = try await world.submission(of: person)
        _ = try await world.approve(first)
        #expect(try await refusal { try await world.approve(second) }?.code == "onboarding.employed-already")
        #expect(try await world.view(second, as: world.employer).status == .pendingReview)
        let other = try await World()
        _ = try await other.approve(other.submission(of: person))
    }

    @Test(
        arguments: [
            ("  ", "onboarding.reason-required"), (String(repeating: "长", count: 201), "onboarding.reason-too-long"),
            ("字\u{0}符", "field.characters"),
        ]
    )
    func `with a bad reason is refused`(reason: String, code: String) async throws {
        let world = try await World()
        let id = try await world.submission(of: FictionalPerson())
        #expect(try await refusal { try await world.reject(id, reason: reason) }?.fields == ["reason": code])
    }

    @Test func `into another enterprise's department is refused`() async throws {
        let world = try await World()
        let other = try await World()
        let theirs = try await other.addDepartment("研发部")
        let id = try await world.submission(of: FictionalPerson())
        let found = try await refusal { try await world.approve(id, into: theirs.id) }
        #expect(found?.fields == ["departmentID": "onboarding.department-unknown"])
    }
}
