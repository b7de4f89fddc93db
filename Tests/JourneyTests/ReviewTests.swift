import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Reviewing a submission` {
    @Test func `what was rejected is corrected, handed in again and approved once`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await Stage.shared.employer()
        let person = Stage.shared.person()
        let invitation = try await employer.invite(person)
        let worker = try await platform.verifiedWorker(person)
        let shown = try await worker.invitation(invitation)
        #expect(shown["enterprise"]["name"].text == employer.enterprise.name)
        let rejected = try await worker.submit(invitation)
        #expect(try await status(of: rejected, for: employer) == "pending-review")

        expectFields(
            try await employer.command(.post, "submissions/\(rejected)/rejection", ["reason": " "]).require(422),
            ["reason"]
        )
        try await employer.reject(rejected, reason: "住址请写到门牌号")
        let told = try await platform.inbox.next(to: person.phone, containing: "未通过审核", after: 0)
        #expect(told.text.contains("住址请写到门牌号") && told.text.contains(employer.enterprise.name))
        let seen = try await worker.get("submissions/\(rejected)").require(200).json
        #expect(seen["status"].text == "rejected" && seen["reason"].text == "住址请写到门牌号")
        expectRefusal(
            try await employer.command(.post, "submissions/\(rejected)/approval"),
            409,
            "onboarding.reviewed-already"
        )

        var form = worker.submissionForm
        let corrected = person.address + "西侧"
        platform.secrets.add(corrected, .address)
        form["address"] = .string(corrected)
        let second = try await worker.submit(invitation, form: form)
        expectRefusal(
            try await worker.command(.post, "invitations/\(invitation.code)/submission", form),
            409,
            "onboarding.submitted-already"
        )
        try await employer.reject(second, reason: "紧急联系人请填写亲属")
        let approved = try await correct(second, by: worker, form)
        let employee = try await employer.approve(approved)
        expectRefusal(
            try await employer.command(.post, "submissions/\(approved)/approval"),
            409,
            "onboarding.reviewed-already"
        )
        expectRefusal(
            try await worker.command(.post, "invitations/\(invitation.code)/submission", form),
            409,
            "onboarding.accepted-already"
        )
        let mine = try await employer.employees().filter { $0["id"].text == employee }
        #expect(mine.count == 1)
        #expect(mine.first?["name"].text == person.name)
        _ = try await platform.inbox.next(to: person.phone, containing: "已通过审核", after: 0)
    }

    /// Hands in once more from the worker's own list, without the link; what was sent back before stays so.
    private func correct(_ submission: String, by worker: Worker, _ form: JSONValue) async throws -> String {
        let sent = try await worker.command(.post, "submissions/\(submission)/correction", form).require(201)
        expectRefusal(
            try await worker.command(.post, "submissions/\(submission)/correction", form),
            409,
            "onboarding.submitted-already"
        )
        #expect(sent.json["status"].text == "pending-review")
        #expect(try await worker.get("submissions/\(submission)").require(200).json["status"].text == "rejected")
        return try sent.text("id")
    }

    private func status(of submission: String, for employer: Employer) async throws -> String? {
        try await employer.get("submissions?status=pending-review").require(200).json["items"].items
            .first { $0["id"].text == submission }?["status"].text
    }
}
