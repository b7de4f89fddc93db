import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

struct `Forms from before forms were data` {
    private static func contact(_ keys: SealingKeys) throws -> EmergencyContact {
        let phone = try keys.seal("13800000002", context: SealContext.phone)
        return EmergencyContact(name: "测试丙", relation: "朋友", phone: phone)
    }

    @Test func `are taken from a Gateway of a rolling deploy, and read by it`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.announce(person)
        let worker = person.asWorker(world.bench.keys)
        let request = SubmitOnboardingV1(
            codeHash: try world.codeHash(try await world.invite(person)),
            sex: "male",
            address: try world.bench.seal("广州市示例路1号", SealContext.address),
            emergencyContact: try Self.contact(world.bench.keys)
        )
        let id = try await world.bench.ask(request, as: worker, use: world.service.submit).id
        let now = try world.bench.keys.open(try await world.view(id, as: worker).values)
        #expect(now["sex"] == "male")
        #expect(now["emergencyContact.phone"] == "13800000002")

        try await world.reject(id, reason: "地址不完整")
        let before = try await world.bench.ask(
            GetSubmissionV1(submissionID: id),
            as: worker,
            use: world.service.getSubmission
        )
        #expect(before.sex == .male)
        #expect(try world.bench.keys.open(before.address, context: SealContext.address) == "广州市示例路1号")
        #expect(before.correction?.map(\.key).contains("emergencyContact.relation") == true)

        let again = CorrectSubmissionV1(
            submissionID: id,
            sex: "",
            address: try world.bench.seal(" ", SealContext.address),
            emergencyContact: try Self.contact(world.bench.keys)
        )
        let refused = try await refusal {
            try await world.bench.ask(again, as: worker, use: world.service.correct)
        }
        #expect(refused?.fields == ["sex": "onboarding.sex-required", "address": "onboarding.address-required"])
    }

    @Test func `are read and approved as they were kept in columns`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let worker = person.asWorker(world.bench.keys)
        let id = try await world.submission(of: person)
        let address = try world.bench.seal("广州市旧路3号", SealContext.address)
        let phone = try world.bench.seal("13900000003", SealContext.phone)
        _ = try await world.bench.admin.query(
            """
            UPDATE submissions
            SET field_values = NULL, sex = 'female', address = \(address), emergency_name = '测试丁',
                emergency_relation = '配偶', emergency_phone = \(phone)
            WHERE id = \(id)
            """
        )
        let values = try world.bench.keys.open(try await world.view(id, as: worker).values)
        #expect(values["address"] == "广州市旧路3号")
        #expect(values["emergencyContact.name"] == "测试丁")
        #expect(values["emergencyContact.phone"] == "13900000003")

        let employee = try await world.approve(id)
        let joined = try await world.bench.announced(EmployeeJoined.self) { $0.employeeID == employee }
        let event = try #require(joined.first)
        #expect(event.sex == .female)
        #expect(try world.bench.keys.open(event.address, context: SealContext.address) == "广州市旧路3号")
    }
}
