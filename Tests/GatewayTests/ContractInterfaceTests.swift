import Cryptography
import Foundation
import Identifiers
import Messages
import ObjectStore
import Testing

@testable import Gateway
@testable import Web

@Suite struct `The JSON interface, contracts and signing` {
    @Test func `drafting seals all values and gives one contract for each employee`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            let employee = EmployeeID.new()
            gateway.services.answer(DraftContracts.self) { request, _ in
                let drafted = request.employeeIDs.map {
                    DraftedContract(id: .new(), name: request.name, employeeID: $0, employeeName: "测试甲", status: .draft)
                }
                return DraftContracts.Reply(contracts: drafted)
            }
            let body = """
                {"templateID":"\(TemplateID.new())","name":"劳动合同","employeeIDs":["\(employee)"],\
                "fields":{"salary":"8000"},"perEmployee":{"\(employee)":{"position":"工程师"}},"ordered":true}
                """
            let reply = try await gateway.send("POST", "/api/v1/contracts", json: body, headers: headers)
            #expect(reply.status == 201)
            #expect(reply["contracts.0.status"] == "draft")
            #expect(reply["contracts.0.employeeID"] == .string(employee.description))
            let sent = try #require(gateway.services.asked(DraftContracts.self).first).request
            #expect(sent.ordered)
            let values = try gateway.keys.open(sent.values.text, context: SealContext.fieldValues)
            let expected = #"{"fields":{"salary":"8000"},"perEmployee":{"\#(employee)":{"position":"工程师"}}}"#
            #expect(values == expected)
        }
    }

    @Test func `lists, counts and one contract have their shapes`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let view = try Self.contract(gateway)
            gateway.services.answer(ListContracts.self) { request, _ in
                ListContracts.Reply(
                    page: Page(items: [view.item], next: "abc"),
                    counts: BoxCounts(mine: 1, others: 0, completed: 0, all: 1)
                )
            }
            gateway.services.answer(GetContract.self) { _, _ in view }
            let list = try await gateway.send("GET", "/api/v1/contracts?box=mine&q=%E5%8A%B3", headers: headers)
            #expect(list["items.0.parties.0.status"] == "waiting")
            #expect(list["next"] == "abc")
            #expect(list["counts.mine"] == 1)
            #expect(gateway.services.asked(ListContracts.self).first?.request.text == "劳")

            let one = try await gateway.send("GET", "/api/v1/contracts/\(view.item.id)", headers: headers)
            #expect(one["status"] == "signing")
            #expect(one["parties.1.role"] == "enterprise")
            #expect(one["documents.0.pages"] == 3)
            #expect(one["ownFields.0.field.key"] == "note")
            #expect(one["launchedAt"].scalarText?.contains(#/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/#) == true)
        }
    }

    @Test func `a document is given as a file that cannot act in our origin`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let pdf = Data("%PDF-1.7 sample".utf8)
            let reference = try await gateway.store.put(pdf, kind: .document)
            gateway.services.answer(OpenDocument.self) { _, _ in
                OpenDocument.Reply(reference: reference, fileName: "劳动合同-1.pdf")
            }
            gateway.services.answer(OpenPage.self) { _, _ in throw Refusal.notFound("contracts.document-unknown") }
            let path = "/api/v1/contracts/\(ContractID.new())/documents/\(DocumentID.new())"
            let reply = try await gateway.send("GET", path, headers: headers)
            #expect(reply.body == pdf)
            #expect(reply.header("Content-Type") == "application/pdf")
            #expect(reply.header("Content-Disposition")?.contains("filename*=UTF-8''%E5%8A%B3") == true)
            #expect(reply.header("Content-Security-Policy")?.hasPrefix("sandbox") == true)
            let tag = try #require(reply.header("ETag"))
            let known = try await gateway.send("GET", path, headers: headers.merging(["If-None-Match": tag]) { $1 })
            #expect(known.status == 304 && known.body.isEmpty)
            for (range, status, part) in [
                ("bytes=0-3", 206, "%PDF"), ("bytes=9-", 206, "sample"), ("bytes=-6", 206, "sample"),
                ("bytes=9-99", 206, "sample"), ("bytes=99-", 416, ""), ("bytes=3-2", 416, ""),
                ("bytes=0-1,3-4", 200, "%PDF-1.7 sample"), ("lines=1-2", 200, "%PDF-1.7 sample"),
            ] {
                let some = try await gateway.send("GET", path, headers: headers.merging(["Range": range]) { $1 })
                #expect(some.status == status && some.text == part, "\(range)")
            }
            #expect(try await gateway.send("GET", path + "/pages/7", headers: headers).status == 404)
            #expect(try await gateway.send("GET", path + "/pages/0", headers: headers).status == 404)
            #expect(gateway.services.asked(OpenPage.self).count == 1)
        }
    }

    @Test func `what a party was shown is told beside the answer, pages once and files each time`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let contract = ContractID.new()
            let document = DocumentID.new()
            let file = try await gateway.store.put(Data("%PDF-1.7 sample".utf8), kind: .document)
            let image = try await gateway.store.put(TestImage.png(width: 10, height: 10), kind: .pageImage)
            gateway.services.answer(OpenDocument.self) { _, _ in
                OpenDocument.Reply(reference: file, fileName: "劳动合同-1.pdf")
            }
            gateway.services.answer(OpenPage.self) { _, _ in
                OpenPage.Reply(reference: image, documentSHA256: file.sha256)
            }
            gateway.services.answer(RecordView.self) { _, _ in Done() }
            let path = "/api/v1/contracts/\(contract)/documents/\(document)"
            #expect(try await gateway.send("HEAD", path, headers: headers).status == 200)
            for page in 1...3 {
                #expect(try await gateway.send("GET", path + "/pages/\(page)", headers: headers).status == 200)
            }
            for _ in 1...2 { #expect(try await gateway.send("GET", path, headers: headers).status == 200) }
            let told = try await Self.views(gateway, count: 3)
            #expect(told.map(\.manner.rawValue).sorted() == ["file", "file", "page"])
            #expect(told.allSatisfy { $0.contractID == contract && $0.documentID == document })
            #expect(told.allSatisfy { $0.sha256 == file.sha256 })
            let account = try #require(gateway.services.asked(OpenPage.self).first).message.caller.accountID
            #expect(gateway.services.asked(RecordView.self).allSatisfy { $0.message.caller.accountID == account })
        }
    }

    @Test func `an image that was lost is drawn again`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let lost = try await gateway.store.put(TestImage.png(width: 9, height: 9), kind: .pageImage)
            try await gateway.store.delete(lost)
            let drawn = TestImage.png(width: 10, height: 10)
            let kept = try await gateway.store.put(drawn, kind: .pageImage)
            gateway.services.answer(OpenPage.self) { request, _ in
                OpenPage.Reply(reference: request.again == true ? kept : lost)
            }
            let path = "/api/v1/contracts/\(ContractID.new())/documents/\(DocumentID.new())/pages/1"
            let reply = try await gateway.send("GET", path, headers: headers)
            #expect(reply.status == 200)
            #expect(reply.body == drawn)
        }
    }

    @Test func `a browser keeps a page for the account and the revision that its address names`() async throws {
        try await PageWorld.run { world in
            let gateway = world.gateway
            let view = try world.contractView()
            let sha256 = try #require(view.documents.first).sha256
            let image = try await gateway.store.put(TestImage.png(width: 10, height: 10), kind: .pageImage)
            gateway.services.answer(OpenPage.self) { _, _ in OpenPage.Reply(reference: image, documentSHA256: sha256) }
            gateway.services.answer(RecordView.self) { _, _ in Done() }
            let page = try await world.get("/contracts/\(world.contract)").text
            let src = try #require(page.firstMatch(of: #/src="(/api/v1/contracts/[^"]*/pages/1\?for=[0-9a-f]{32})"/#))
            // The first asks at each look, so that a view whose telling was lost is told again.
            let first = try await world.get(String(src.1))
            #expect(first.header("Cache-Control") == "private, no-cache")
            #expect(first.header("ETag") == "\"\(image.sha256)\"")
            let kept = try await world.get(String(src.1))
            #expect(kept.header("Cache-Control") == "private, max-age=31536000, immutable")
            #expect(kept.header("ETag") == first.header("ETag"))
            gateway.parts.sessions.forgetAll()
            let other = try await gateway.send("GET", String(src.1), headers: try gateway.worker())
            #expect(other.status == 200 && other.header("Cache-Control") == "no-store")
            gateway.services.answer(OpenPage.self) { _, _ in
                OpenPage.Reply(reference: image, documentSHA256: String(repeating: "b", count: 64))
            }
            let own = try await world.get(String(src.1))
            #expect(own.status == 200 && own.header("Cache-Control") == "no-store")
        }
    }

    @Test func `styles and scripts come packed to whoever reads that, one sheet a side`() async throws {
        try await RunningGateway.run(publicDirectory: RunningGateway.gateway.appending(path: "Public").path) {
            gateway in
            for name in ["styles/side-worker.css", "styles/side-employer.css", "controllers/start.js"] {
                let asItIs = ["Accept-Encoding": "identity"]
                let plain = try await gateway.send("GET", "/public/\(name)", headers: asItIs)
                let packed = try await gateway.send("GET", "/public/\(name)", headers: ["Accept-Encoding": "br, gzip"])
                #expect(plain.status == 200 && plain.header("Content-Encoding") == nil)
                #expect(packed.header("Content-Encoding") == "gzip" && packed.header("Vary") == "Accept-Encoding")
                // The client has unpacked it.
                #expect(packed.body == plain.body && !plain.body.isEmpty)
                let tag = try #require(packed.header("ETag"))
                let known = try await gateway.send("GET", "/public/\(name)", headers: ["If-None-Match": tag])
                #expect(known.status == 304 && known.header("ETag") == tag)
            }
        }
    }

    @Test func `a view that cannot be told fails no page and is told with the next`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let image = try await gateway.store.put(TestImage.png(width: 10, height: 10), kind: .pageImage)
            gateway.services.answer(OpenPage.self) { _, _ in
                OpenPage.Reply(reference: image, documentSHA256: String(repeating: "a", count: 64))
            }
            gateway.services.answer(RecordView.self) { _, _ in throw Refusal.notFound("contracts.document-unknown") }
            let path = "/api/v1/contracts/\(ContractID.new())/documents/\(DocumentID.new())/pages/1"
            #expect(try await gateway.send("GET", path, headers: headers).status == 200)
            _ = try await Self.views(gateway, count: 1)
            for _ in 1...200 where gateway.parts.shown.count > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await gateway.send("GET", path, headers: headers).status == 200)
            #expect(try await Self.views(gateway, count: 2).count == 2)
        }
    }

    /// What was told of views, once there are as many.
    private static func views(_ gateway: RunningGateway, count: Int) async throws -> [RecordView] {
        for _ in 1...500 where gateway.services.asked(RecordView.self).count < count {
            try await Task.sleep(for: .milliseconds(10))
        }
        return gateway.services.asked(RecordView.self).map(\.request)
    }

    @Test func `a drawn signature goes to the service by the store, and stays there no longer`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            gateway.services.answer(KeepHandwrittenSignature.self) { _, _ in
                KeepHandwrittenSignature.Reply(id: .new())
            }
            let png = TestImage.png(width: 300, height: 100)
            let body = "{\"png\":\"\(png.base64EncodedString())\"}"
            let reply = try await gateway.send("POST", "/api/v1/handwritten-signatures", json: body, headers: headers)
            #expect(reply.status == 201)
            let sent = try #require(gateway.services.asked(KeepHandwrittenSignature.self).first).request
            #expect(sent.image.kind == .upload && sent.image.sha256 == Digest.sha256Hex(png))
            // The service has taken it over.
            #expect(try await gateway.store.exists(sent.image) == false)
            let wrong = try await gateway.send(
                "POST",
                "/api/v1/handwritten-signatures",
                json: #"{"png":"aGFsbG8="}"#,
                headers: headers
            )
            #expect(wrong.status == 422)
            #expect(wrong["fields.png"] != .null)
        }
    }

    @Test func `a seal's picture is shown to whom the seal is shown`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            let png = TestImage.png(width: 10, height: 10)
            let reference = try await gateway.store.put(png, kind: .seal)
            let seal = SealView(id: .new(), name: "公章", kind: .official, image: reference, createdAt: Date())
            gateway.services.answer(ListSeals.self) { _, _ in ListSeals.Reply(seals: [seal]) }
            let list = try await gateway.send("GET", "/api/v1/seals", headers: headers)
            #expect(list["items.0.kind"] == "official")
            let image = try await gateway.send("GET", "/api/v1/seals/\(seal.id)/image", headers: headers)
            #expect(image.body == png)
            #expect(image.header("Content-Type") == "image/png")
            #expect(
                try await gateway.send("GET", "/api/v1/seals/\(SealID.new())/image", headers: headers).status == 404
            )
        }
    }

    @Test func `willingness and signature travel sealed`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.worker()
            let contract = ContractID.new()
            gateway.services.answer(RequestWillingness.self) { _, _ in
                RequestWillingness.Reply(id: .new(), expiresIn: 300, resendAfter: 60, phoneMasked: "138****0001")
            }
            gateway.services.answer(SignContract.self) { _, _ in SignContract.Reply(status: .completed) }
            let path = "/api/v1/contracts/\(contract)"
            let asked = try await gateway.send(
                "POST",
                path + "/willingness",
                json: #"{"method":"sms"}"#,
                headers: headers
            )
            #expect(asked.status == 201)
            #expect(asked["expiresIn"] == 300)
            let id = try #require(asked["id"].scalarText)
            let body = """
                {"willingnessID":"\(id)","code":"123456","signatureID":"\(HandwrittenSignatureID.new())",\
                "fields":{"confirm":"true"}}
                """
            let signed = try await gateway.send("POST", path + "/signature", json: body, headers: headers)
            #expect(signed.status == 200)
            #expect(signed["status"] == "completed")
            let sent = try #require(gateway.services.asked(SignContract.self).first).request
            #expect(try gateway.keys.open(sent.code, context: SealContext.code) == "123456")
            #expect(try gateway.keys.open(sent.values.text, context: SealContext.fieldValues) == #"{"confirm":"true"}"#)
        }
    }

    @Test func `the home page's counts and messages come together`() async throws {
        try await RunningGateway.run { gateway in
            let headers = try gateway.employer()
            gateway.services.answer(GetContractSummary.self) { _, _ in
                GetContractSummary.Reply(counts: BoxCounts(mine: 1, others: 2, completed: 3, all: 6))
            }
            gateway.services.answer(GetOnboardingSummary.self) { _, _ in
                GetOnboardingSummary.Reply(
                    pendingReview: 4,
                    unassigned: 0,
                    employees: 9,
                    joinedHalfYear: 5,
                    submissions: 11
                )
            }
            gateway.services.answer(ListNotices.self) { _, _ in
                let notice = NoticeView(id: .new(), title: "标题", text: "内容", sentAt: Date(), read: false)
                return ListNotices.Reply(page: Page(items: [notice]), unread: 7)
            }
            gateway.services.answer(MarkNoticesRead.self) { _, _ in Done() }
            let summary = try await gateway.send("GET", "/api/v1/summary", headers: headers)
            #expect(summary["contracts.others"] == 2)
            #expect(summary["onboarding.pendingReview"] == 4)
            #expect(summary["unread"] == 7)
            let notices = try await gateway.send("GET", "/api/v1/notices", headers: headers)
            #expect(notices["unread"] == 7)
            let read = "{\"upTo\":\"\(NoticeID.new())\"}"
            #expect(try await gateway.send("POST", "/api/v1/notices/read", json: read, headers: headers).status == 204)
        }
    }

    private static func contract(_ gateway: RunningGateway) throws -> ContractView {
        let item = ContractItem(
            id: .new(),
            number: "2026-000001",
            name: "劳动合同",
            status: .signing,
            enterpriseName: "示例科技有限公司",
            employeeName: "测试甲",
            employeePhoneMasked: "138****0001",
            launchedAt: Date(),
            parties: [
                PartyView(role: .employee, name: "测试甲", status: .waiting),
                PartyView(role: .enterprise, name: "示例科技有限公司", status: .waiting),
            ],
            myTurn: true
        )
        let field = FormField(key: "note", label: "备注", kind: .text, required: false, filledBy: .employee)
        let place = PlacedField(
            field: field,
            page: 0,
            x: 1,
            y: 2,
            width: 3,
            height: 4
        )
        let document = DocumentView(id: .new(), name: "劳动合同", pages: 3, sha256: "ab", pageWidth: 595, pageHeight: 842)
        return ContractView(
            item: item,
            employeeID: .new(),
            ordered: true,
            documents: [document],
            ownRole: .employee,
            ownFields: [place],
            places: []
        )
    }
}
