import Cryptography
import Foundation
import Identifiers
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Launching and signing on pages` {
    @Test func `the steps collect, go back with values kept, and launch each contract`() async throws {
        try await PageWorld.run { world in
            let services = world.gateway.services
            services.answer(DraftContracts.self) { request, _ in
                let drafted = request.employeeIDs.map {
                    DraftedContract(id: world.contract, name: "", employeeID: $0, employeeName: "", status: .draft)
                }
                return DraftContracts.Reply(contracts: drafted)
            }
            services.answer(LaunchContracts.self) { request, _ in
                LaunchContracts.Reply(launched: request.contractIDs, refused: [])
            }

            let parties = try await world.post(
                "/contracts/new",
                [
                    ("step", "template"), ("templateID", world.template.description),
                ]
            )
            #expect(parties.text.contains("value=\"劳动合同\""))
            let nobody = try await world.post(
                "/contracts/new",
                [
                    ("step", "parties"), ("name", ""), ("action", "continue"), ("carry", parties.hidden("carry") ?? ""),
                ]
            )
            #expect(nobody.status == 422)
            #expect(nobody.text.contains("href=\"#employeeIDs\""))

            let fields = try await world.post(
                "/contracts/new",
                [
                    ("step", "parties"), ("name", "三年合同"), ("employeeIDs", world.employee.description),
                    ("action", "continue"), ("carry", parties.hidden("carry") ?? ""),
                ]
            )
            let position = "perEmployee.\(world.employee).position"
            #expect(fields.text.contains("name=\"\(position)\""))
            #expect(!fields.text.contains("noticeRead"))
            let wrong = try await world.post(
                "/contracts/new",
                [
                    ("step", "fields"), ("fields.contractStart", "明天"), (position, "测试工程师"), ("action", "continue"),
                    ("carry", fields.hidden("carry") ?? ""),
                ]
            )
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("value=\"测试工程师\""))
            #expect(wrong.text.contains("<a href=\"#fields.contractStart\">合同开始时间："))

            let check = try await world.post(
                "/contracts/new",
                [
                    ("step", "fields"), ("fields.contractStart", "2027-01-01"), (position, "测试工程师"),
                    ("action", "continue"), ("carry", wrong.hidden("carry") ?? ""),
                ]
            )
            #expect(check.status == 200)
            #expect(check.text.contains("<dd>测试工程师</dd>"))
            let carry = try #require(check.hidden("carry"))
            #expect(!carry.contains("2027"))
            let back = try await world.post(
                "/contracts/new",
                [
                    ("step", "check"), ("action", "back"), ("carry", carry),
                ]
            )
            #expect(back.text.contains("value=\"2027-01-01\""))

            let done = try await world.post(
                "/contracts/new",
                [
                    ("step", "check"), ("action", "launch"), ("carry", carry), ("idempotencyKey", "k1"),
                ]
            )
            #expect(done.status == 303)
            #expect(done.header("Location") == "/contracts/launched?ids=\(world.contract)")
            let draft = try #require(services.asked(DraftContracts.self).first).request
            #expect(draft.ordered && draft.name == "三年合同")
            #expect(services.asked(LaunchContracts.self).map(\.request.contractIDs) == [[world.contract]])
        }
    }

    @Test func `what became of each contract is asked once, for no more than one launch has`() async throws {
        try await PageWorld.run { world in
            let services = world.gateway.services
            var item = try world.contractView().item
            item.employeeName = "测试乙"
            let kept = (0..<150).map { _ in ContractID.new() }
            services.answer(GetContracts.self) { [item] request, _ in
                let contracts = request.contractIDs.reversed().map { id in
                    var own = item
                    own.id = id
                    own.status = kept.contains(id) ? .draft : .signing
                    return own
                }
                return GetContracts.Reply(contracts: contracts)
            }
            let launched = (0..<150).map { _ in ContractID.new() }
            let reply = LaunchContracts.Reply(
                launched: launched,
                refused: kept.map { RefusedLaunch(contractID: $0, code: "documents.value-invalid") }
            )
            let page = try await world.get(LaunchResult(reply).href)
            #expect(page.status == 200)
            let shown = kept + launched.prefix(50)
            #expect(services.asked(GetContracts.self).map(\.request.contractIDs) == [shown])
            #expect(services.asked(GetContract.self).isEmpty)
            let links = page.text.matches(of: #/<a href="\/contracts\/([0-9a-f-]{36})"/#)
            #expect(links.map { String($0.1) } == shown.map(\.description))
            #expect(page.text.contains("50 份已发起，150 份未发起"))
            #expect(page.text.components(separatedBy: ">未发起</").count == 151)

            services.answer(GetContracts.self) { _, _ in GetContracts.Reply(contracts: []) }
            #expect(try await world.get("/contracts/launched?ids=\(ContractID.new())").status == 404)
        }
    }

    @Test func `what Contracts refuses leads back to the field`() async throws {
        try await PageWorld.run { world in
            world.gateway.services.answer(DraftContracts.self) { request, _ in
                let field = "perEmployee.\(request.employeeIDs[0]).contractStart"
                throw Refusal.invalid("contracts.input", fields: [field: "contracts.end-before-start"])
            }
            let parties = try await world.post(
                "/contracts/new",
                [
                    ("step", "template"), ("templateID", world.template.description),
                ]
            )
            let fields = try await world.post(
                "/contracts/new",
                [
                    ("step", "parties"), ("name", "合同"), ("employeeIDs", world.employee.description),
                    ("carry", parties.hidden("carry") ?? ""),
                ]
            )
            let check = try await world.post(
                "/contracts/new",
                [
                    ("step", "fields"), ("fields.contractStart", "2027-01-01"),
                    ("perEmployee.\(world.employee).position", "甲"), ("carry", fields.hidden("carry") ?? ""),
                ]
            )
            let again = try await world.post(
                "/contracts/new",
                [
                    ("step", "check"), ("action", "launch"), ("carry", check.hidden("carry") ?? ""),
                ]
            )
            #expect(again.status == 422)
            #expect(again.text.contains("id=\"fields.contractStart-error\""))
            #expect(again.text.contains("value=\"2027-01-01\""))
        }
    }

    @Test func `a seal is used only after the code`() async throws {
        try await PageWorld.run { world in
            let services = world.gateway.services
            let willingness = WillingnessID.new()
            services.answer(RequestWillingness.self) { _, _ in
                RequestWillingness.Reply(id: willingness, expiresIn: 300, resendAfter: 60, phoneMasked: "138****0001")
            }
            services.answerCounting(SignContract.self) { _, _, before in
                if before == 0 { throw Refusal.invalid("code.wrong", fields: ["code": "code.wrong"]) }
                return SignContract.Reply(status: .completed)
            }
            let path = "/contracts/\(world.contract)"
            let unsealed = try await world.post(path, [("step", "sign"), ("fields.reportTo", "前台")])
            #expect(unsealed.status == 422)
            #expect(services.asked(RequestWillingness.self).isEmpty)

            let asked = try await world.post(
                path,
                [
                    ("step", "sign"), ("sealID", world.seal.description), ("fields.reportTo", "前台"),
                ]
            )
            #expect(asked.text.contains("138****0001"))
            let wrong = try await world.post(
                path,
                [
                    ("step", "willingness"), ("code", "000000"), ("action", "sign"),
                    ("carry", asked.hidden("carry") ?? ""),
                ]
            )
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("id=\"code-error\""))
            let signed = try await world.post(
                path,
                [
                    ("step", "willingness"), ("code", "123456"), ("action", "sign"),
                    ("carry", wrong.hidden("carry") ?? ""),
                ]
            )
            #expect(signed.status == 303)
            #expect(signed.header("Location") == "\(path)/signed?completed=1")
            let request = try #require(services.asked(SignContract.self).last).request
            #expect(request.sealID == world.seal)
            #expect(request.willingnessID == willingness)
            #expect(try world.gateway.keys.open(request.values).texts == ["reportTo": "前台"])
        }
    }

    @Test func `what another account carries is not taken`() async throws {
        try await PageWorld.run { world in
            let other = try world.gateway.keys.seal(
                #"{"owner":"x","purpose":"launch","state":{}}"#,
                context: "page-carry"
            )
            let answer = try await world.post(
                "/contracts/new",
                [
                    ("step", "check"), ("action", "launch"), ("carry", other.envelope),
                ]
            )
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/contracts/new")
        }
    }
}
