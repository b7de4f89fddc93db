import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `What belongs to others` {
    @Test func `is not there for anybody else`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await Stage.shared.employer()
        let employees = try await Stage.shared.employees()
        let template = try await employer.publicTemplate()
        let draft = try #require(try await employer.draft(template, for: [employees[0].id], name: "他人的合同").first)
        let invited = Stage.shared.person()
        let invitation = try await employer.invite(invited)
        let unlaunched = try await employees[0].worker.get("contracts/\(draft.id)")
        expectRefusal(unlaunched, 404, "contracts.contract-unknown")
        try await employer.launch(draft.id)
        let document = try await employer.documentID(of: draft.id)
        try await employees[0].worker.awaitTurn(draft)

        // A colleague, another enterprise and its own worker: none of them is party to it.
        let stranger = try await platform.verifiedEmployer(Stage.shared.enterprise("贸易"), by: Stage.shared.person())
        let strangersWorker = try await platform.employee(Stage.shared.person(), of: stranger)
        for outsider in [employees[1].worker.token, stranger.token, strangersWorker.worker.token] {
            for path in [
                "contracts/\(draft.id)", "contracts/\(draft.id)/documents/\(document)",
                "contracts/\(draft.id)/documents/\(document)/pages/1",
            ] {
                expectRefusal(try await platform.get(path, as: outsider), 404, "contracts.contract-unknown")
            }
            expectRefusal(
                try await platform.command(
                    .post,
                    "contracts/\(draft.id)/willingness",
                    ["method": "sms"],
                    as: outsider
                ),
                404,
                "signing.contract-unknown"
            )
        }
        expectRefusal(
            try await stranger.command(.post, "contracts/\(draft.id)/launch"),
            404,
            "contracts.contract-unknown"
        )
        let taken = try await stranger.command(
            .post,
            "contracts",
            [
                "templateID": .string(template.id), "name": "别人的员工", "employeeIDs": [.string(employees[0].id)],
                "fields": JSONValue(template.values(filledBy: "initiator")),
            ]
        )
        #expect(taken.status == 422)
        expectFields(taken, ["employeeIDs"])

        let worker = try await platform.verifiedWorker(invited)
        let submission = try await worker.submit(invitation)
        expectRefusal(try await stranger.get("submissions/\(submission)"), 404, "onboarding.submission-unknown")
        for decision in ["approval", "rejection"] {
            expectRefusal(
                try await stranger.command(.post, "submissions/\(submission)/\(decision)", ["reason": "不是我们的"]),
                404,
                "onboarding.submission-unknown"
            )
        }
        expectRefusal(
            try await strangersWorker.worker.get("submissions/\(submission)"),
            404,
            "onboarding.submission-unknown"
        )
        let next = try await employer.invite(Stage.shared.person())
        expectRefusal(
            try await worker.command(.post, "invitations/\(next.code)/submission", worker.submissionForm),
            404,
            "onboarding.invitation-unknown"
        )
        expectRefusal(
            try await worker.get("invitations/\(next.code.reversed().map(String.init).joined())"),
            404,
            "onboarding.invitation-unknown"
        )
        expectRefusal(
            try await worker.get("contracts/\(UUID().uuidString.lowercased())"),
            404,
            "contracts.contract-unknown"
        )
        let employeesOfOthers = try await stranger.employees().compactMap { $0["id"].text }
        #expect(!employeesOfOthers.contains(employees[0].id))
        #expect(try await platform.get("contracts/\(draft.id)").status == 401)
    }
}

@Suite(.needsPlatform, .serialized)
struct `Who has proved nothing` {
    @Test func `an unverified enterprise does no business`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await platform.register(Stage.shared.enterprise(), by: Stage.shared.person())
        let id = UUID().uuidString.lowercased()
        for path in ["templates?scope=public", "contracts", "employees", "submissions", "seals"] {
            expectRefusal(try await employer.get(path), 403, "identity.enterprise-unverified")
        }
        let bodies: [(String, JSONValue)] = [
            ("invitations", ["name": "测试甲", "phone": .string(Stage.shared.person().phone)]),
            ("contracts", ["templateID": .string(id), "name": "合同", "employeeIDs": [.string(id)], "fields": [:]]),
            ("contracts/\(id)/launch", [:]),
            ("submissions/\(id)/approval", [:]),
        ]
        for (path, body) in bodies {
            expectRefusal(try await employer.command(.post, path, body), 403, "identity.enterprise-unverified")
        }
        expectRefusal(
            try await employer.command(.post, "enterprise-verifications", employer.enterpriseVerificationRequest),
            403,
            "identity.person-unverified"
        )
    }

    @Test func `an unverified worker neither submits nor signs, and a worker is no employer`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await Stage.shared.employer()
        let person = Stage.shared.person()
        let invitation = try await employer.invite(person)
        let worker = try await platform.logInWorker(person)
        let png = SampleSignature.png().base64EncodedString()
        let id = UUID().uuidString.lowercased()
        for (path, body) in [
            ("invitations/\(invitation.code)/submission", worker.submissionForm),
            ("handwritten-signatures", ["png": .string(png)]),
        ] {
            expectRefusal(try await worker.command(.post, path, body), 403, "identity.person-unverified")
        }
        expectRefusal(try await worker.get("contracts"), 403, "identity.person-unverified")
        for path in ["templates?scope=public", "employees", "seals"] {
            expectRefusal(try await worker.get(path), 403, "identity.enterprise-required")
        }
        expectRefusal(
            try await worker.command(.post, "submissions/\(id)/approval"),
            403,
            "identity.enterprise-required"
        )
    }
}
