import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Onboarding

/// The onboarding service with a clock of its own and one verified enterprise, on the schema that all tests share.
struct World: Sendable {
    private static let opening = Task { try await Bench.open(.onboarding, migrations: migrations) }

    let bench: Bench
    let clock = TestClock()
    let service: OnboardingService
    let enterprise = EnterpriseID.new()
    let employer: Caller

    init() async throws {
        bench = try await Self.opening.value
        service = OnboardingService(keys: bench.keys, now: { [clock] in clock.now })
        let handler = FictionalPerson("测试乙")
        employer = handler.asEmployer(of: enterprise, bench.keys)
        try await bench.tell(handler.verified(enterprise, at: clock.now), use: service.recordEnterpriseVerified)
    }

    /// What identity announces when a person has proven who they are.
    func announce(_ person: FictionalPerson) async throws {
        try await bench.tell(person.verified(bench, at: clock.now), use: service.recordPerson)
    }

    func invite(
        _ person: FictionalPerson,
        name: String? = nil,
        as caller: Caller? = nil
    ) async throws -> InviteWorker.Reply {
        let request = InviteWorker(
            name: name ?? person.name,
            phone: try bench.seal(person.phone, SealContext.phone),
            phoneIndex: person.phoneIndex(bench.keys)
        )
        return try await bench.ask(request, as: caller ?? employer, use: service.inviteWorker)
    }

    /// What a link's code is known by.
    func codeHash(_ invitation: InviteWorker.Reply) throws -> String {
        let path = try bench.keys.open(invitation.path, context: SealContext.link)
        return Digest.sha256Hex(Data(path.dropFirst("/i/".count).utf8))
    }

    func open(_ invitation: InviteWorker.Reply, as caller: Caller = .anonymous) async throws -> InvitationView {
        try await bench.ask(GetInvitation(codeHash: codeHash(invitation)), as: caller, use: service.getInvitation)
    }

    func submit(
        _ invitation: InviteWorker.Reply,
        as person: FictionalPerson,
        sex: String = "male",
        address: String = "广州市示例路1号",
        relation: String = "朋友",
        contactPhone: String = "13800000002"
    ) async throws -> SubmissionID {
        let request = SubmitOnboarding(
            codeHash: try codeHash(invitation),
            values: try Self.answers(bench.keys, sex, address, relation, contactPhone)
        )
        return try await bench.ask(request, as: person.asWorker(bench.keys), use: service.submit).id
    }

    /// Hands in anew what was sent back, without the invitation's link.
    func correct(
        _ submission: SubmissionID,
        as caller: Caller,
        address: String = "广州市示例路2号"
    ) async throws -> SubmissionID {
        let request = CorrectSubmission(
            submissionID: submission,
            values: try Self.answers(bench.keys, "female", address, "亲属", "13800000002")
        )
        return try await bench.ask(request, as: caller, use: service.correct).id
    }

    static func answers(
        _ keys: SealingKeys,
        _ sex: String,
        _ address: String,
        _ relation: String,
        _ phone: String
    ) throws -> Sealed<FieldValues> {
        try keys.seal(
            Form.worker.filled([
                "sex": sex, "address": address, "emergencyContact.name": "测试丙", "emergencyContact.relation": relation,
                "emergencyContact.phone": phone,
            ])
        )
    }

    /// Invites somebody known and hands in their form.
    func submission(of person: FictionalPerson) async throws -> SubmissionID {
        try await announce(person)
        return try await submit(invite(person), as: person)
    }

    func approve(
        _ submission: SubmissionID,
        into department: DepartmentID? = nil,
        as caller: Caller? = nil
    ) async throws -> EmployeeID {
        let request = ApproveSubmission(submissionID: submission, departmentID: department)
        return try await bench.ask(request, as: caller ?? employer, use: service.approve).employeeID
    }

    func reject(_ submission: SubmissionID, reason: String, as caller: Caller? = nil) async throws {
        let request = RejectSubmission(submissionID: submission, reason: reason)
        _ = try await bench.ask(request, as: caller ?? employer, use: service.reject)
    }

    func view(_ submission: SubmissionID, as caller: Caller) async throws -> SubmissionView {
        try await bench.ask(GetSubmission(submissionID: submission), as: caller, use: service.getSubmission)
    }

    func addDepartment(_ name: String, under parent: DepartmentID? = nil) async throws -> DepartmentView {
        try await bench.ask(AddDepartment(name: name, parentID: parent), as: employer, use: service.addDepartment)
    }

    func employees(_ request: ListEmployees, as caller: Caller? = nil) async throws -> Page<EmployeeItem> {
        try await bench.ask(request, as: caller ?? employer, use: service.listEmployees)
    }

    func submissions(as caller: Caller, status: SubmissionStatus? = nil) async throws -> [SubmissionItem] {
        let request = ListSubmissions(status: status, page: PageRequest())
        return try await bench.ask(request, as: caller, use: service.listSubmissions).items
    }
}
