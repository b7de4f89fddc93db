import Foundation
import JourneyDriver

/// The main job: one enterprise and two workers, from registration to signed contracts.
struct MainJob {
    let platform: Platform
    let output: OutputFolder
    let cast = Cast()
    var steps = Steps()

    init(platform: Platform, output: OutputFolder) {
        self.platform = platform
        self.output = output
    }

    /// True when every judge finds the contract valid.
    mutating func run() async throws -> Bool {
        let employer = try await founding()
        let workers = [try await hiring(cast.person(), by: employer), try await hiring(cast.person(), by: employer)]
        return try await contracting(employer, workers)
    }

    private mutating func founding() async throws -> Employer {
        let enterprise = cast.enterprise()
        let person = cast.person()
        say("— \(enterprise.name) —")
        var employer = try await steps.step("用人单位注册：填名称、信用代码、手机号，收短信验证码") {
            try await platform.register(enterprise, by: person)
        }
        let token = try await steps.step("经办人用验证码登录") {
            var again = employer
            try await again.logInByCode()
            return again.token
        }
        employer.token = token
        let password = "演示-\(UUID().uuidString.prefix(12))"
        try await steps.step("设置密码") { [employer] in try await employer.setPassword(password) }
        let second = try await steps.step("经办人用密码登录") {
            var again = employer
            try await again.logInByPassword(password)
            return again.token
        }
        employer.token = second
        let ready = employer
        try await steps.step("选择企业") { try await ready.chooseEnterprise() }
        try await steps.step("经办人实名认证：姓名、身份证号、手机号三要素，短信确认") { try await ready.verifyPerson() }
        try await steps.step("企业认证：核对法定代表人") { try await ready.verifyEnterprise() }
        _ = try await steps.step("系统生成企业公章") { try await ready.officialSeal() }
        return ready
    }

    private mutating func hiring(
        _ person: FictionalPerson,
        by employer: Employer
    ) async throws -> (worker: Worker, employee: String) {
        let invitation = try await steps.step("邀请\(person.name)入职，短信发出链接") {
            let mark = try await platform.inbox.mark(person.phone, containing: "邀请您填写入职资料")
            let invitation = try await employer.invite(person)
            _ = try await platform.inbox.next(to: person.phone, containing: "邀请您填写入职资料", after: mark)
            return invitation
        }
        let worker = try await steps.step("\(person.name)在手机上登录") { try await platform.logInWorker(person) }
        try await steps.step("\(person.name)实名认证") { try await worker.verifyPerson() }
        let submission = try await steps.step("\(person.name)打开链接，填写入职资料并提交") {
            _ = try await worker.invitation(invitation)
            return try await worker.submit(invitation)
        }
        let employee = try await steps.step("用人单位审核通过\(person.name)，短信告知本人") {
            let employee = try await employer.approve(submission)
            _ = try await platform.inbox.next(to: person.phone, containing: "已通过审核", after: 0)
            return employee
        }
        return (worker, employee)
    }

    private mutating func contracting(
        _ employer: Employer,
        _ workers: [(worker: Worker, employee: String)]
    ) async throws -> Bool {
        let template = try await steps.step("选用公共示范合同") { try await employer.publicTemplate() }
        let drafts = try await steps.step("为两名劳动者各拟一份合同") {
            try await employer.draft(template, for: workers.map(\.employee))
        }
        for draft in drafts {
            try await steps.step("发起签署：生成《\(draft.name)》的 PDF") { try await employer.launch(draft.id) }
        }
        for (index, draft) in drafts.enumerated() {
            guard let worker = workers.first(where: { $0.employee == draft.employeeID })?.worker else { continue }
            let name = worker.person.name
            try await steps.step("\(name)收到待签短信") { try await worker.awaitTurn(draft) }
            if index == 1 { try await sealing(draft, template, employer) }
            _ = try await steps.step("\(name)在手机上翻看合同每一页") { try await worker.pages(of: draft.id) }
            _ = try await steps.step("\(name)手写签名，短信确认签署意愿") {
                try await worker.sign(draft, of: template)
            }
            if index == 0 { try await sealing(draft, template, employer) }
            try await steps.step("双方签完，短信告知\(name)") {
                try await worker.awaitStatus("completed", of: draft.id)
                _ = try await platform.inbox.next(to: worker.person.phone, containing: "已签署完成", after: 0)
            }
        }
        guard let contract = drafts.first, let worker = workers.first?.worker else { return false }
        let pdf = try await steps.step("劳动者下载合同 PDF") { try await worker.download(contract.id) }
        let images = try await worker.pages(of: contract.id)
        for (index, image) in images.enumerated() { try output.write(image, "page-\(index + 1).png") }
        var judges = Judges(platform: platform, output: output)
        return try await judges.judge(pdf, steps: &steps)
    }

    private mutating func sealing(_ draft: Draft, _ template: Template, _ employer: Employer) async throws {
        _ = try await steps.step("用人单位加盖公章，短信确认签署意愿") {
            try await employer.awaitTurn(draft)
            try await employer.sign(draft, of: template)
        }
    }
}
