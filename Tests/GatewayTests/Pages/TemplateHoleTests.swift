import Foundation
import HTTPTypes
import Identifiers
import Messages
import Messaging
import ObjectStore
import Synchronization
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Template holes` {
    /// The pages that were made, with the types of their models, and the keys of every dictionary in them.
    private final class Made: Sendable {
        private struct Known {
            var pages: [(template: String, model: Any.Type)] = []
            var keys: [String: Set<String>] = [:]

            mutating func note(_ object: Any) {
                for (name, value) in Mirror(reflecting: object).children {
                    guard let name, let dictionary = value as? any Keys else { continue }
                    keys[name, default: []].formUnion(dictionary.names)
                }
            }
        }

        private let known = Mutex(Known())

        var all: [(template: String, model: Any.Type)] { known.withLock { $0.pages } }
        var keys: [String: Set<String>] { known.withLock { $0.keys } }

        func templates() throws -> PageTemplates {
            try PageTemplates(RunningGateway.gateway.path, countUnread: Notices.countUnread) { template, model, frame in
                self.known.withLock {
                    $0.pages.append((template, type(of: model)))
                    $0.note(model)
                    $0.note(frame)
                }
            }
        }
    }

    @Test func `no template asks for a name that its model and the frame do not have`() async throws {
        let made = Made()
        let templates = try made.templates()
        let visitors = [
            (Side.employer, true, true), (.employer, false, true), (.employer, false, false), (.worker, true, true),
            (.worker, false, false),
        ]
        for (side, isVerified, isPersonVerified) in visitors {
            try await PageWorld.run(
                side: side,
                verified: isVerified,
                personVerified: isPersonVerified,
                templates: templates
            ) { world in
                try await Self.open(side, world, templates)
                if isVerified { try await Self.sign(side, world) }
                if isVerified { try await Self.goWrong(side, world) }
                if side == .employer, isVerified { try await Self.launch(world) }
                if side == .worker, !isVerified {
                    _ = try await world.post("/person-verifications/new", [("consent", "true")])
                }
            }
        }

        let shape = try TemplateShape(RunningGateway.gateway, keys: made.keys)
        for page in made.all { shape.check(page.template, model: page.model) }
        #expect(shape.holes.sorted() == [])
        #expect(shape.names.subtracting(shape.seen).sorted() == [], "no page that was made uses them")
    }

    @Test func `a name that nobody has is found, wherever it stands`() throws {
        struct Row { let name: String? }
        struct Model {
            let rows: [Row]
            let open: Bool
            let step: [String: Bool]
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let texts = [
            "page": "{{<layout}}{{$main}}{{#rows}}{{.name}}{{.nmae}}{{title}}{{/rows}}{{/main}}{{/layout}}",
            "layout": "{{$main}}{{/main}}{{#open}}{{> part}}{{/open}}{{^open}}{{opne}}{{/open}}{{user.nmae}}",
            "part": """
            {{#step.first}}{{fields.any.error}}{{fields.any.eror}}{{/step.first}}{{^step.frist}}{{/step.frist}}
            {{#rwos}}{{.x}}{{/rwos}}<input name="any">{{fields.typed.value}}{{#fields.tpyed}}{{/fields.tpyed}}
            {{<box}}{{$id}}typed{{/id}}{{/box}}
            """,
            "box": "<input name=\"{{$id}}{{/id}}\">",
            "alone": "",
        ]
        for (name, text) in texts {
            try Data(text.utf8).write(to: folder.appending(path: "\(name).mustache"))
        }
        let shape = try TemplateShape(folder, keys: ["step": ["first", "second"]])
        shape.check("page", model: Model.self)
        let holes = [
            "layout: opne", "layout: user.nmae", "page: .nmae", "part: fields.any.eror", "part: fields.tpyed",
            "part: rwos", "part: step.frist",
        ]
        #expect(shape.holes.sorted() == holes)
        #expect(shape.names.subtracting(shape.seen) == ["alone"])
    }

    // MARK: Ways through the pages

    /// Opens every address of the table that has a page for this side or for anybody.
    private static func open(_ side: Side, _ world: PageWorld, _ templates: PageTemplates) async throws {
        world.gateway.services.answer(GetInvitation.self) { [services = world.gateway.services] _, _ in
            var invitation = try services.sample(GetInvitation.self)
            invitation.status = .sent
            return invitation
        }
        let file = try await world.gateway.store.put(Data("%PDF-1.7".utf8), kind: .document)
        world.gateway.services.answer(OpenDocument.self) { _, _ in OpenDocument.Reply(reference: file, fileName: "a") }
        var paths = ["platform", "certificate", "privacy", "real-name"].map { "/agreements/\($0)" }
        paths += ["/login?side=worker", "/contracts/launched?ids=\(world.contract)"]
        for entry in Routes.entries(templates) {
            let isOpen = entry.endpoints.contains { $0.representation == .page && $0.method == .get }
            guard isOpen || entry.pages.contains(where: { $0.side == side && $0.show != nil }) else { continue }
            paths.append(entry.path.replacing("{id}", with: "\(world.contract)").replacing("{code}", with: "sample"))
        }
        for status in VerificationStatus.allCases {
            world.gateway.services.answer(GetPersonVerification.self) { request, _ in
                VerificationView(id: request.verificationID, status: status)
            }
            world.gateway.services.answer(GetEnterpriseVerification.self) { request, _ in
                VerificationView(id: request.verificationID, status: status)
            }
            for path in paths {
                let page = try await world.get(path)
                #expect([200, 303, 404].contains(page.status), "\(path) of \(side)")
                `The employer's pages`.expectNoHoles(page.text, path)
            }
        }
        for path in ["/login", "/login?way=password"] {
            _ = try await world.gateway.send("GET", path, headers: ["User-Agent": "Mobile"])
            _ = try await world.gateway.send("GET", path)
        }
    }

    private static func sign(_ side: Side, _ world: PageWorld) async throws {
        let path = "/contracts/\(world.contract)"
        var view = try world.contractView()
        if side == .worker {
            view.ownRole = .employee
            view.ownFields = []
        }
        world.gateway.services.answer(GetContract.self) { [view] _, _ in view }
        let draw = [("step", "sign"), ("action", "draw")]
        let filled = [("step", "sign"), ("sealID", world.seal.description), ("fields.reportTo", "前台")]
        let first = try await world.post(path, side == .worker ? draw : filled)
        guard side == .worker else { return }
        let chosen = try await world.post(
            path,
            [
                ("step", "signature"), ("carry", first.hidden("carry") ?? ""),
                ("signature", TestImage.png(width: 300, height: 100).base64EncodedString()),
            ]
        )
        let carry = try #require(chosen.hidden("carry"))
        _ = try await world.post(path, [("step", "sign"), ("action", "submit"), ("carry", carry)])
    }

    private static func launch(_ world: PageWorld) async throws {
        let steps = [
            [("step", "template"), ("templateID", world.template.description)],
            [("step", "parties"), ("name", "合同"), ("employeeIDs", world.employee.description)],
            [
                ("step", "fields"), ("fields.contractStart", "2027-01-01"),
                ("perEmployee.\(world.employee).position", "测试工程师"),
            ],
        ]
        var carry = ""
        for step in steps {
            let page = try await world.post("/contracts/new", step + [("carry", carry)])
            #expect(page.status == 200)
            carry = try #require(page.hidden("carry"))
        }
    }

    private static func goWrong(_ side: Side, _ world: PageWorld) async throws {
        let path = "/contracts/\(world.contract)"
        let refusals = [
            Refusal("identity.role-required", .forbidden), .notFound("contracts.contract-unknown"),
            Refusal("contracts.launched-already", .conflict), Refusal("gateway.no-answer", .unavailable),
        ]
        for refusal in refusals {
            world.gateway.services.answer(GetContract.self) { _, _ in throw refusal }
            _ = try await world.get(path)
        }
        guard side == .employer else { return }
        world.gateway.services.answer(UrgeSigner.self) { _, _ in throw RequestTimedOut(.new()) }
        #expect(try await world.post("\(path)/urge", [("idempotencyKey", "k1")]).status == 202)
    }
}

private protocol Keys {
    var names: [String] { get }
}

extension Dictionary: Keys where Key == String {
    fileprivate var names: [String] { Array(keys) }
}
