import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Notifier

struct `What people are told` {
    @Test(
        arguments: [
            (CodePurpose.login, "登录"), (.registerEnterprise, "创建企业"), (.resetPassword, "重置密码"),
            (.changePhone, "更换手机号"), (.personVerification, "实名认证"),
        ]
    )
    func `with a code is what it is for`(purpose: CodePurpose, use: String) async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.bench.tell(
            CodeIssued(
                codeID: .new(),
                phone: world.phone(person),
                code: world.bench.seal("482913", SealContext.code),
                purpose: purpose,
                expiresAt: world.clock.now.addingTimeInterval(300)
            ),
            use: world.service.sendCode
        )
        let texts = try await world.texts(to: person)
        #expect(texts.map(\.body) == ["【穗约】验证码482913，用于\(use)，5分钟内有效。请勿告诉他人。"])
        #expect(texts.map(\.channel) == ["sms"])
    }

    @Test(arguments: [(WillingnessMethod.sms, "sms"), (.voice, "voice")])
    func `before signing names employer and contract`(method: WillingnessMethod, channel: String) async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.bench.tell(
            WillingnessCodeIssued(
                willingnessID: .new(),
                phone: world.phone(person),
                code: world.bench.seal("482913", SealContext.code),
                enterpriseName: "示例科技有限公司",
                contractName: "劳动合同",
                method: method,
                expiresAt: world.clock.now.addingTimeInterval(300)
            ),
            use: world.service.sendWillingnessCode
        )
        let texts = try await world.texts(to: person)
        #expect(texts.count == 1)
        #expect(texts.first?.channel == channel)
        #expect(texts.first?.body.contains("482913") == true)
        #expect(texts.first?.body.contains("您正在签署示例科技有限公司的《劳动合同》") == true)
    }

    @Test func `with an invitation is the employer and the link`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        try await world.bench.tell(
            WorkerInvited(
                invitationID: .new(),
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                workerName: person.name,
                phone: world.phone(person),
                path: world.bench.seal("/i/abc", SealContext.link)
            ),
            use: world.service.tellInvited
        )
        let bodies = try await world.texts(to: person).map(\.body)
        #expect(bodies == ["【穗约】示例科技有限公司邀请您填写入职资料：https://suiyue.example/i/abc 30天内有效。"])
    }

    @Test(arguments: [true, false])
    func `after a review is the result, by SMS and in the app`(approved: Bool) async throws {
        let world = try await World()
        let person = FictionalPerson()
        let event = SubmissionReviewed(
            submissionID: .new(),
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            accountID: person.accountID,
            personID: person.personID,
            phone: try world.phone(person),
            approved: approved,
            reason: approved ? nil : "地址不完整"
        )
        try await world.bench.tell(event, use: world.service.tellReviewed)
        let texts = try await world.texts(to: person)
        #expect(texts.count == 1)
        #expect(texts.first?.body.contains("示例科技有限公司") == true)
        #expect(texts.first?.body.contains(approved ? "已通过审核" : "原因：地址不完整") == true)
        let notices = try await world.inbox(of: person.accountID).page.items
        #expect(notices.map(\.link) == ["/h5/submissions/\(event.submissionID)"])
        #expect(notices.first?.text.hasPrefix("【穗约】") == false)
    }

    @Test func `of a submission reaches every member of the enterprise, in the app only`() async throws {
        let world = try await World()
        let enterprise = EnterpriseID.new()
        let members = [FictionalPerson(), FictionalPerson("测试乙")]
        for member in members + members {
            try await world.bench.tell(
                MemberJoined(
                    enterpriseID: enterprise,
                    accountID: member.accountID,
                    phone: world.phone(member),
                    phoneMasked: Masks.phone(member.phone),
                    roles: [.administrator]
                ),
                use: world.service.recordMember
            )
        }
        let event = SubmissionReceived(
            submissionID: .new(),
            enterpriseID: enterprise,
            workerName: "测试丙",
            submittedAt: world.clock.now
        )
        try await world.bench.tell(event, use: world.service.tellReviewers)
        for member in members {
            let notices = try await world.inbox(of: member.accountID).page.items
            #expect(notices.map(\.text) == ["测试丙提交了入职资料，请审核。"])
            #expect(notices.map(\.link) == ["/submissions/\(event.submissionID)"])
            #expect(try await world.texts(to: member).isEmpty)
        }
    }

    @Test(arguments: [PartyRole.employee, .enterprise])
    func `when it is their turn is the contract and where to sign it`(role: PartyRole) async throws {
        let world = try await World()
        let person = FictionalPerson()
        let event = SignerTurn(
            contractID: .new(),
            contractName: "劳动合同",
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            role: role,
            accountID: person.accountID,
            phone: try world.phone(person)
        )
        try await world.bench.tell(event, use: world.service.tellTurn)
        let path = role == .employee ? "/h5/contracts/\(event.contractID)" : "/contracts/\(event.contractID)"
        let texts = try await world.texts(to: person)
        #expect(texts.count == 1)
        let body = try #require(texts.first).body
        #expect(body.contains("示例科技有限公司") && body.contains("《劳动合同》"))
        #expect(body.contains("https://suiyue.example\(path)"))
        #expect(body.contains("签署免费") == (role == .employee))
        #expect(try await world.inbox(of: person.accountID).page.items.map(\.link) == [path])
    }

    @Test func `when a contract is complete reaches both sides, each with its own link`() async throws {
        let world = try await World()
        let worker = FictionalPerson()
        let handler = FictionalPerson("测试乙")
        let event = ContractCompleted(
            contractID: .new(),
            contractName: "劳动合同",
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            document: ObjectReference(key: "document/x", sha256: "x", size: 1),
            completedAt: world.clock.now,
            parties: [
                PartyToTell(role: .employee, accountID: worker.accountID, phone: try world.phone(worker)),
                PartyToTell(role: .enterprise, accountID: handler.accountID, phone: try world.phone(handler)),
            ]
        )
        try await world.bench.tell(event, use: world.service.tellCompleted)
        let toWorker = try await world.texts(to: worker).map(\.body)
        let toHandler = try await world.texts(to: handler).map(\.body)
        #expect(toWorker.count == 1 && toHandler.count == 1)
        #expect(toWorker.first?.contains("您与示例科技有限公司的《劳动合同》已签署完成，可随时免费查看和下载") == true)
        #expect(toWorker.first?.contains("https://suiyue.example/h5/contracts/\(event.contractID) ") == true)
        #expect(toHandler.first?.contains("https://suiyue.example/contracts/\(event.contractID)") == true)
    }

    @Test func `of a contract that cannot be signed stands in the inbox of both and goes to no phone`() async throws {
        let world = try await World()
        let worker = FictionalPerson()
        let handler = FictionalPerson("测试乙")
        let event = SigningFailed(
            contractID: .new(),
            reason: "signing.document-unreadable",
            contractName: "劳动合同",
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            parties: [
                PartyToTell(role: .employee, accountID: worker.accountID, phone: try world.phone(worker)),
                PartyToTell(role: .enterprise, accountID: handler.accountID, phone: try world.phone(handler)),
            ]
        )
        try await world.bench.tell(event, use: world.service.tellFailed)
        for person in [worker, handler] {
            let notices = try await world.inbox(of: person.accountID).page.items
            #expect(notices.map(\.title) == ["合同未能签署"])
            #expect(notices.first?.text.contains("示例科技有限公司的《劳动合同》文件无法签署") == true)
            #expect(try await world.texts(to: person).isEmpty)
        }
    }

    @Test func `when reminded is who waits and the link`() async throws {
        let world = try await World()
        let worker = FictionalPerson()
        let contract = ContractID.new()
        try await world.bench.tell(
            SignerUrged(
                contractID: contract,
                contractName: "劳动合同",
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                accountID: worker.accountID,
                phone: try world.phone(worker)
            ),
            use: world.service.tellUrged
        )
        let body = try #require(try await world.texts(to: worker).first?.body)
        #expect(body.hasPrefix("【穗约】示例科技有限公司提醒您签署《劳动合同》"))
        #expect(body.contains("https://suiyue.example/h5/contracts/\(contract)"))
        #expect(try await world.inbox(of: worker.accountID).page.items.map(\.title) == ["催签提醒"])
    }

    @Test func `of a withdrawal is by SMS for the employee only, and in the app for both`() async throws {
        let world = try await World()
        let (worker, handler) = (FictionalPerson(), FictionalPerson())
        try await world.bench.tell(
            ContractWithdrawn(
                contractID: .new(),
                contractName: "劳动合同",
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                withdrawnAt: world.clock.now,
                parties: [
                    PartyToTell(role: .employee, accountID: worker.accountID, phone: try world.phone(worker)),
                    PartyToTell(role: .enterprise, accountID: handler.accountID, phone: try world.phone(handler)),
                ]
            ),
            use: world.service.tellWithdrawn
        )
        let bodies = try await world.texts(to: worker).map(\.body)
        #expect(bodies == ["【穗约】示例科技有限公司已撤回《劳动合同》，您无需再签署。"])
        #expect(try await world.texts(to: handler).isEmpty)
        for person in [worker, handler] {
            #expect(try await world.inbox(of: person.accountID).page.items.map(\.title) == ["合同已撤回"])
        }
    }

    @Test(arguments: [PartyRole.employee, .enterprise])
    func `of a refusal to sign is by SMS for the other side only, and in the app with the reason`(
        role: PartyRole
    ) async throws {
        let world = try await World()
        let (worker, handler, contract) = (FictionalPerson(), FictionalPerson(), ContractID.new())
        try await world.bench.tell(
            ContractDeclined(
                contractID: contract,
                contractName: "劳动合同",
                enterpriseID: .new(),
                enterpriseName: "示例科技有限公司",
                role: role,
                name: "测试甲",
                reason: "试用期过长",
                declinedAt: world.clock.now,
                parties: [
                    PartyToTell(role: .employee, accountID: worker.accountID, phone: try world.phone(worker)),
                    PartyToTell(role: .enterprise, accountID: handler.accountID, phone: try world.phone(handler)),
                ]
            ),
            use: world.service.tellDeclined
        )
        let (decliner, other) = role == .employee ? (worker, handler) : (handler, worker)
        let path = role == .employee ? "/contracts/\(contract)" : "/h5/contracts/\(contract)"
        let bodies = try await world.texts(to: other).map(\.body)
        #expect(bodies == ["【穗约】测试甲拒绝签署《劳动合同》，该合同已终止，理由见：https://suiyue.example\(path)"])
        #expect(try await world.texts(to: decliner).isEmpty)
        for (person, title) in [(other, "对方拒绝签署"), (decliner, "合同已拒签")] {
            let notices = try await world.inbox(of: person.accountID).page.items
            #expect(notices.map(\.title) == [title])
            #expect(notices.first?.text == "测试甲拒绝签署《劳动合同》，理由：试用期过长")
        }
    }
}
