import JourneyDriver
import Testing

/// The job from invitation to signed contract for one new worker, and what may have happened once only.
struct TroubledJob {
    let stack: Stack
    /// The platform as this job's requests reach it.
    let platform: Platform
    let employer: Employer
    let person: FictionalPerson

    init(_ stack: Stack, whenSending: @escaping @Sendable (String) -> Void) async throws {
        self.stack = stack
        var platform = stack.platform
        platform.whenSending = whenSending
        self.platform = platform
        let shared = try await Theatre.shared.employer()
        employer = Employer(shared, at: platform)
        person = Theatre.shared.person()
    }

    /// Runs the whole job and expects that nothing came twice.
    func run() async throws {
        let employee = try await platform.employee(person, of: employer)
        let template = try await employer.publicTemplate()
        let drafts = try await employer.draft(template, for: [employee.id])
        let draft = try #require(drafts.first)
        try await employer.launch(draft.id)
        try await employee.worker.awaitTurn(draft)
        try await employee.worker.sign(draft, of: template)
        try await employer.awaitTurn(draft)
        try await employer.sign(draft, of: template)
        try await wait(for: "the contract to be completed", within: Theatre.patience) {
            try await employee.worker.contract(draft.id)["status"].text == "completed"
        }
        try await stack.awaitQuiet()
        try await expectOnce(employee, draft)
        let given = try await stack.deadLetters()
        #expect(given.isEmpty, "\(given.count) dead letters: \(given.first ?? "")")
    }

    private func expectOnce(_ employee: Employee, _ draft: Draft) async throws {
        let texts = try await platform.inbox.messages(to: person.phone).map(\.text)
        for words in ["邀请您填写入职资料", "用于登录", "实名认证", "已通过审核", "等您签署", "您正在签署", "已签署完成"] {
            #expect(texts.count { $0.contains(words) } == 1, "\(words): \(texts.count { $0.contains(words) })")
        }
        #expect(texts.count == 7)
        #expect(try await employer.employees().count { $0["name"].text == person.name } == 1)
        #expect(try await employee.worker.contracts(in: "all") == [draft.id])

        let pdf = try await employee.worker.download(draft.id)
        let verdict = try await platform.send(.post, "verifications", bytes: pdf, type: "application/pdf").require(200)
        #expect(verdict.json["valid"].isTrue)
        #expect(verdict.json["signatures"].items.count == 2)
        let signed = try await stack.database.run(
            "SELECT role, count(*) FROM signing.certificates WHERE contract_id = '\(draft.id)' GROUP BY role ORDER BY role"
        )
        #expect(signed == ["employee|1", "enterprise|1"])
    }
}
