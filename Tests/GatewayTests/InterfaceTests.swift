import Cryptography
import Foundation
import Identifiers
import Messages
import ObjectStore
import Testing

@testable import Gateway
@testable import Web

@Suite struct `The JSON interface, accounts and onboarding` {
    @Test func `registering an enterprise opens a session`() async throws {
        try await RunningGateway.run { gateway in
            let opened = SessionOpened(
                token: try gateway.sealed("fresh", SealContext.token),
                session: try gateway.session(side: .employer)
            )
            gateway.services.answer(RegisterEnterprise.self) { request, _ in
                RegisterEnterprise.Reply(
                    enterprise: EnterpriseView(id: .new(), name: request.name, uscc: request.uscc, verified: false),
                    session: opened
                )
            }
            let body = """
                {"name":"示例科技有限公司","uscc":"91440101MA5XXXXXX0","phone":"13800000001","code":"123456",\
                "agreements":["platform","certificate","privacy"]}
                """
            let reply = try await gateway.send("POST", "/api/v1/enterprises", json: body)
            #expect(reply.status == 201)
            #expect(reply["enterprise.verified"] == false)
            #expect(reply["session.token"] == "fresh")
        }
    }

    @Test func `a verification is waited for while it is pending`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let id = VerificationID.new()
            gateway.services.answer(StartPersonVerification.self) { _, _ in VerificationView(id: id, status: .pending) }
            gateway.services.answer(GetPersonVerification.self) { request, _ in
                VerificationView(id: id, status: request.untilSettled == true ? .codeRequired : .pending)
            }
            let body = """
                {"method":"mobile","consent":true,"name":"测试甲","idType":"resident-id",\
                "idNumber":"11010519491231002x","phone":"13800000001"}
                """
            let reply = try await gateway.send("POST", "/api/v1/person-verifications", json: body, headers: headers)
            #expect(reply.status == 201)
            #expect(reply["status"] == "code-required")
            #expect(reply["id"] == .string(id.description))
            #expect(gateway.services.asked(GetPersonVerification.self).count == 1)
            let sent = try #require(gateway.services.asked(StartPersonVerification.self).first).request
            #expect(try gateway.keys.open(sent.values)["idNumber"] == "11010519491231002X")

            gateway.services.answer(ConfirmPersonVerification.self) { _, _ in
                VerificationView(id: id, status: .failed, reason: "identity.carrier-mismatch")
            }
            let path = "/api/v1/person-verifications/\(id)/code"
            let confirmed = try await gateway.send("POST", path, json: #"{"code":"123456"}"#, headers: headers)
            #expect(confirmed.status == 200)
            #expect(confirmed["reason"] == "identity.carrier-mismatch")
            #expect(confirmed["message"].scalarText?.contains("不一致") == true)
        }
    }

    @Test func `a passed verification makes the next request read its session anew`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            gateway.services.answer(GetEnterpriseVerification.self) { request, _ in
                VerificationView(id: request.verificationID, status: .passed)
            }
            _ = try await gateway.send(
                "GET",
                "/api/v1/enterprise-verifications/\(VerificationID.new())",
                headers: headers
            )
            _ = try await gateway.send("GET", "/api/v1/session", headers: headers)
            #expect(gateway.services.asked(GetSession.self).count == 2)
        }
    }

    @Test func `an invitation is found by its code's hash alone`() async throws {
        try await RunningGateway.run { gateway in
            let hash = Digest.sha256Hex(Data("the-code".utf8))
            let enterprise = EnterpriseID.new()
            gateway.services.answer(GetInvitation.self) { request, _ in
                guard request.codeHash == hash else { throw Refusal.notFound("onboarding.invitation-unknown") }
                let field = FormField(key: "sex", label: "性别", kind: .choice, required: true, filledBy: .employee)
                return InvitationView(
                    id: .new(),
                    enterpriseID: enterprise,
                    enterpriseName: "示例科技有限公司",
                    status: .sent,
                    fields: [field]
                )
            }
            let reply = try await gateway.send("GET", "/api/v1/invitations/the-code")
            #expect(reply.status == 200)
            #expect(reply["enterprise.id"] == .string(enterprise.description))
            #expect(reply["status"] == "sent")
            #expect(reply["form.fields.0.key"] == "sex")
            #expect(try await gateway.send("GET", "/api/v1/invitations/other").status == 404)
        }
    }

    @Test func `the reviewer sees the address, but a masked number`() async throws {
        try await RunningGateway.run { gateway in
            let answers = FieldValues(texts: [
                "sex": "female", "address": "广州市天河区示例路 1 号", "emergencyContact.phone": "13800000002",
            ])
            let view = SubmissionView(
                id: .new(),
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                name: "测试甲",
                idNumberMasked: "1101*************X",
                phoneMasked: "138****0001",
                form: .worker,
                values: try gateway.keys.seal(answers),
                status: .pendingReview,
                submittedAt: Date(),
                correctable: false
            )
            gateway.services.answer(GetSubmission.self) { _, _ in view }
            let path = "/api/v1/submissions/\(view.id)"
            let reviewer = try await gateway.send("GET", path, headers: try gateway.employer())
            #expect(reviewer["address"] == "广州市天河区示例路 1 号")
            #expect(reviewer["emergencyContact.phone"] == "138****0002")
            #expect(reviewer["idNumber"] == "1101*************X")
            gateway.parts.sessions.forgetAll()
            let worker = try await gateway.send("GET", path, headers: try gateway.worker())
            #expect(worker["emergencyContact.phone"] == "13800000002")
        }
    }

    @Test func `handing in a form seals what is personal in it, and takes what the form of a newer service asks`()
        async throws
    {
        try await RunningGateway.run { gateway in
            var invitation = try gateway.services.sample(GetInvitation.self)
            var form = Form.worker
            form.fields += [.text("hobby", "爱好"), FormField(key: "photo", label: "照片", kind: .file)]
            invitation.form = form
            gateway.services.answer(GetInvitation.self) { [invitation] _, _ in invitation }
            gateway.services.answer(SubmitOnboarding.self) { _, _ in
                SubmitOnboarding.Reply(id: .new(), status: .pendingReview)
            }
            let body = """
                {"sex":"male","address":"示例路 1 号","emergencyContact":{"name":"测试乙","relation":"朋友",\
                "phone":"138 0000 0002"},"hobby":"看书","photo":"aGVsbG8=","unasked":"x"}
                """
            let path = "/api/v1/invitations/the-code/submission"
            let reply = try await gateway.send("POST", path, json: body, headers: try gateway.worker())
            #expect(reply.status == 201)
            #expect(reply["status"] == "pending-review")
            let sent = try #require(gateway.services.asked(SubmitOnboarding.self).first).request
            let values = try gateway.keys.open(sent.values)
            #expect(values["address"] == "示例路 1 号")
            #expect(values["emergencyContact.phone"] == "13800000002")
            #expect(values["hobby"] == "看书" && values["unasked"] == "")
            let photo = try #require(ObjectReference(text: values["photo"]))
            #expect(try await gateway.store.get(photo) == Data("hello".utf8))

            let large = String(repeating: "A", count: 700_000)
            let refused = try await gateway.send(
                "POST",
                path,
                json: "{\"photo\":\"\(large)\"}",
                headers: try gateway.worker()
            )
            #expect(refused.status == 422 && refused["fieldCodes.photo"] == "field.file-too-large")
            #expect(gateway.services.asked(SubmitOnboarding.self).count == 1)
        }
    }

    @Test func `the roster is searched by a whole number or its end`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            gateway.services.answer(ListEmployees.self) { _, _ in Page(items: []) }
            let path = "/api/v1/employees?status=active&limit=5&phone="
            let reply = try await gateway.send("GET", path + "13800000001", headers: headers)
            #expect(reply.json == ["items": [], "next": .null])
            _ = try await gateway.send("GET", path + "0001", headers: headers)
            let wrong = try await gateway.send("GET", path + "138", headers: headers)
            #expect(wrong.status == 422)
            #expect(try await gateway.send("GET", "/api/v1/employees?limit=500", headers: headers).status == 422)
            let sent = gateway.services.asked(ListEmployees.self).map(\.request)
            #expect(sent.map(\.phoneTail) == [nil, "0001"])
            #expect(sent[0].phoneIndex == gateway.keys.lookUpIndex("13800000001", purpose: LookUpPurpose.phone).hex)
            #expect(sent[0].page.limit == 5)
            #expect(sent[0].status == .active)
        }
    }
}
