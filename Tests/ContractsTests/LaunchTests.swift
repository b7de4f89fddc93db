import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres
import ServiceBench
import Testing

@testable import Contracts

struct `Launching a contract` {
    @Test func `composes the PDF with both parties and announces the signers' fields`() async throws {
        let world = try await World()
        let person = FictionalPerson("测试甲")
        let id = try await world.launched(person)
        let event = try await world.launchedEvent(id)
        #expect(event.pages >= 3)
        #expect(event.employeeAccountID == person.accountID)
        #expect(event.handlerAccountID == world.handler.accountID)
        #expect(event.enterpriseName == "示例科技有限公司")
        #expect(event.ordered)
        #expect(event.launchedAt == world.clock.now)
        #expect(event.signers.map(\.role) == [.employee, .enterprise])
        #expect(event.signers.map(\.signatureField) == ["EmployeeSignature", "EnterpriseSignature"])
        let employeeKeys = Set(event.signers[0].fields.map(\.field.key))
        #expect(employeeKeys.isSuperset(of: ["emergencyReachable", "noticeRead"]))
        #expect(event.signers[1].fields.map(\.field.key).contains("reportTo"))
        #expect(Set(event.signers[0].lockedFieldNames) == employeeKeys)

        let pdf = try await world.service.store.get(event.document)
        let text = try words(of: pdf)
        for wanted in [
            "示例科技有限公司", "测试甲", "测试乙", event.uscc, person.idNumber, person.phone, "广州市示例路2号",
            "研发工程师", "6500.50", "2026年12月1日", "标准工时制",
        ] {
            #expect(text.contains(wanted) || text.contains(wanted.replacing("6500.50", with: "6,500.50")), "\(wanted)")
        }
        let view = try await world.get(id)
        #expect(view.item.status == .signing)
        #expect(view.documents.map(\.sha256) == [event.document.sha256])
        #expect(
            view.places.contains { $0.field.kind == .seal } && view.places.contains { $0.field.kind == .signature }
        )
        let outbox = try await world.bench.text(of: "outbox")
        #expect(!outbox.contains(person.idNumber) && !outbox.contains(person.phone))
    }

    @Test func `twice is refused and announced once`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        #expect(try await refusal { try await world.launch(id) }?.code == "contracts.launched-already")
        #expect(try await world.bench.announced(ContractLaunched.self) { $0.contractID == id }.count == 1)
    }

    @Test func `of another enterprise or by a worker is not possible`() async throws {
        let world = try await World()
        let other = try await World()
        let person = FictionalPerson()
        let id = try await world.drafted(person)
        #expect(try await refusal { try await world.launch(id, as: other.employer) }?.kind == .notFound)
        let worker = person.asWorker(world.bench.keys)
        #expect(try await refusal { try await world.launch(id, as: worker) }?.kind == .forbidden)
    }

    @Test func `of several keeps none back for another's sake, and says what kept one back`() async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        var unsettable = World.values
        unsettable["position"] = "\u{E000}\u{10FFFD}"
        let wrong = try #require(await world.draft([employee], values: unsettable).first).id
        let before = try await world.launched(FictionalPerson("测试乙"))
        let good = try await world.drafted(FictionalPerson("测试丙"))
        let other = try await World()
        let foreign = try await other.drafted(FictionalPerson("测试丁"))
        let request = LaunchContracts(contractIDs: [wrong, before, good, good, foreign])
        let reply = try await world.bench.ask(
            request,
            as: world.employer,
            preparing: world.service.compose,
            use: world.service.launchSeveral
        )
        #expect(reply.launched == [good])
        #expect(
            reply.refused == [
                RefusedLaunch(contractID: wrong, code: "documents.value-invalid"),
                RefusedLaunch(contractID: before, code: "contracts.launched-already"),
                RefusedLaunch(contractID: good, code: "contracts.launched-already"),
                RefusedLaunch(contractID: foreign, code: "contracts.contract-unknown"),
            ]
        )
        #expect(try await world.get(good).item.status == .signing)
        #expect(try await world.get(wrong).item.status == .draft)
        let announced = try await world.bench.announced(ContractLaunched.self).map(\.contractID)
        #expect(announced.filter { [wrong, good, foreign].contains($0) } == [good])
        let many = LaunchContracts(contractIDs: (0...DraftContracts.mostAtOnce).map { _ in .new() })
        let refused = try await refusal {
            try await world.bench.ask(
                many,
                as: world.employer,
                preparing: world.service.compose,
                use: world.service.launchSeveral
            )
        }
        #expect(refused?.code == "contracts.employees-too-many")
    }

    @Test func `with a character that cannot be set names the field`() async throws {
        let world = try await World()
        let employee = try await world.employ(FictionalPerson())
        var values = World.values
        values["position"] = "\u{E000}\u{10FFFD}"
        let id = try #require(await world.draft([employee], values: values).first).id
        let found = try await refusal { try await world.launch(id) }
        #expect(found?.kind == .invalid)
        #expect(found?.fields["fields.position"] == "documents.value-invalid")
        #expect(try await world.get(id).item.status == .draft)
    }
}

struct `A trouble of our own with documents` {
    @Test(arguments: [DocumentProblem.Code.unavailable, .timedOut])
    func `is tried again at launch and never blamed on the template`(code: DocumentProblem.Code) {
        let error = ContractsService.error(because: DocumentProblem(code, detail: "drawing failed"))
        #expect((error as? DocumentProblem)?.isPassing == true)
    }

    @Test func `leaves what is wrong with a document an answer`() {
        let problem = DocumentProblem(.glyphMissing, fields: ["position"])
        let refusal = ContractsService.error(because: problem) as? Refusal
        #expect(refusal?.kind == .invalid)
        #expect(refusal?.fields == ["fields.position": "documents.glyph-missing"])
    }

    @Test func `is told as such to who opens a page`() async throws {
        let world = try await World(renderer: PageRenderer(pdftoppm: "/nonexistent"))
        let id = try await world.launched(FictionalPerson())
        let event = try await world.launchedEvent(id)
        let request = OpenPage(contractID: id, documentID: event.documentID, page: 1)
        let found = try await refusal {
            try await world.bench.ask(request, as: world.employer, use: world.service.openPage)
        }
        #expect(found?.code == "documents.unavailable")
        #expect(found?.kind == .unavailable)
        #expect(found?.retryAt != nil)
    }
}

struct `Page images` {
    @Test func `are drawn together when somebody looks, once, and handed out from the table`() async throws {
        let world = try await World()
        let person = FictionalPerson()
        let id = try await world.launched(person)
        let event = try await world.launchedEvent(id)
        let request = OpenPage(contractID: id, documentID: event.documentID, page: event.pages)
        let worker = person.asWorker(world.bench.keys)
        async let other = world.bench.ask(request, as: world.employer, use: world.service.openPage).reference
        let first = try await world.bench.ask(request, as: worker, use: world.service.openPage).reference
        #expect(try await other == first)
        let png = try await world.service.store.get(first)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count < 120_000)
        let rows = try await world.bench.database.query(
            "SELECT page FROM page_images WHERE document_sha256 = \(event.document.sha256) ORDER BY page"
        )
        #expect(try rows.map { try $0.get("page", as: Int.self) } == Array(1...event.pages))
        // One that was lost is drawn once more, to the same bytes.
        try await world.service.store.delete(first)
        var again = request
        again.again = true
        #expect(try await world.bench.ask(again, as: worker, use: world.service.openPage).reference == first)
        #expect(try await world.service.store.get(first) == png)
        let blind = try await World(renderer: PageRenderer(pdftoppm: "/nonexistent"))
        #expect(try await blind.bench.ask(request, as: worker, use: blind.service.openPage).reference == first)
    }

    @Test func `that are not there are not found, nor by strangers`() async throws {
        let world = try await World()
        let id = try await world.launched(FictionalPerson())
        let event = try await world.launchedEvent(id)
        for page in [0, event.pages + 1] {
            let beyond = OpenPage(contractID: id, documentID: event.documentID, page: page)
            let found = try await refusal {
                try await world.bench.ask(beyond, as: world.employer, use: world.service.openPage)
            }
            #expect(found?.kind == .notFound)
        }
        let request = OpenPage(contractID: id, documentID: event.documentID, page: 1)
        let stranger = FictionalPerson().asWorker(world.bench.keys)
        let found = try await refusal {
            try await world.bench.ask(request, as: stranger, use: world.service.openPage)
        }
        #expect(found?.kind == .notFound)
    }
}
