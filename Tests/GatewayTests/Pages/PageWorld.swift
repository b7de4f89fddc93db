import Cryptography
import Foundation
import Identifiers
import Messages
import ObjectStore
import Testing

@testable import Gateway
@testable import Web

/// A gateway with all pages, and an employer or a worker in front of it whose services know one of everything.
struct PageWorld: Sendable {
    static let hostile = "<script>alert(1)</script>"

    let gateway: RunningGateway
    let contract = ContractID.new()
    /// Who stands in the sample of the roster.
    let employee: EmployeeID
    let template = TemplateID.new()
    let seal = SealID.new()
    let submission = SubmissionID.new()
    let verification = VerificationID.new()

    static func run(
        side: Side = .employer,
        verified: Bool = true,
        personVerified: Bool = true,
        templates: PageTemplates? = nil,
        _ body: @escaping @Sendable (PageWorld) async throws -> Void
    ) async throws {
        try await RunningGateway.run(templates: templates) { gateway in
            let enterprise = EnterpriseMembership(
                id: .new(),
                name: "示例\(hostile)公司",
                uscc: "91440101MA5XXXXXX0",
                verified: verified,
                roles: [.administrator]
            )
            gateway.know(
                RunningGateway.token,
                as: try gateway.session(
                    side: side,
                    personVerified: personVerified,
                    enterprise: side == .employer ? enterprise : nil
                )
            )
            let roster = try gateway.services.sample(ListEmployees.self)
            let world = PageWorld(gateway: gateway, employee: try #require(roster.items.first).id)
            try world.prepare()
            try await body(world)
        }
    }

    // MARK: A browser

    func get(_ path: String) async throws -> RunningGateway.Reply {
        try await gateway.send(
            "GET",
            path,
            headers: ["Cookie": "suiyue-session=\(RunningGateway.token)"],
            follow: false
        )
    }

    /// Posts a form as the logged-in browser does.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> RunningGateway.Reply {
        let token = CrossSiteCheck.token(for: RunningGateway.token, keys: gateway.keys)
        return try await gateway.send(
            "POST",
            path,
            form: Self.form([("csrf", token)] + fields),
            type: "application/x-www-form-urlencoded",
            headers: ["Cookie": "suiyue-session=\(RunningGateway.token)"],
            follow: false
        )
    }

    /// Posts a form as somebody who is not logged in.
    func postAsVisitor(_ path: String, _ fields: [(String, String)]) async throws -> RunningGateway.Reply {
        let token = CrossSiteCheck.token(for: "visitor", keys: gateway.keys)
        return try await gateway.send(
            "POST",
            path,
            form: Self.form([("csrf", token)] + fields),
            type: "application/x-www-form-urlencoded",
            headers: ["Cookie": "suiyue-visitor=visitor"],
            follow: false
        )
    }

    static func form(_ fields: [(String, String)]) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        return fields.map { name, value in
            let coded = [name, value].map { $0.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
            return coded.joined(separator: "=")
        }.joined(separator: "&")
    }

    // MARK: What the services know

    private func prepare() throws {
        let services = gateway.services
        services.say(Self.hostile, for: ["测试甲", "测试"])
        let view = try contractView()
        services.answer(GetContract.self) { _, _ in view }
        services.answer(GetContracts.self) { request, _ in
            GetContracts.Reply(contracts: [view.item].filter { request.contractIDs.contains($0.id) })
        }
        services.answer(GetSubmission.self) { request, _ in try submissionView(request.submissionID) }
        services.answer(ListTemplates.self) { [template] request, _ in
            ListTemplates.Reply(templates: request.scope == .own ? [] : [Self.templateView(template)])
        }
    }

    func submissionView(
        _ id: SubmissionID,
        _ status: SubmissionStatus = .pendingReview,
        correctable: Bool = false
    ) throws -> SubmissionView {
        var view = try gateway.services.sample(GetSubmission.self)
        view.id = id
        view.name = Self.hostile
        view.form = .worker
        view.values = try gateway.keys.seal(
            FieldValues(texts: [
                "sex": "female", "address": "示例路 1 号", "emergencyContact.name": "测试戊",
                "emergencyContact.relation": "配偶", "emergencyContact.phone": "13700000005",
            ])
        )
        view.status = status
        view.reason = status == .rejected ? "地址不完整" : nil
        view.correctable = correctable
        return view
    }

    static func templateView(_ id: TemplateID) -> TemplateView {
        TemplateView(
            id: id,
            name: "劳动合同",
            type: "劳动合同",
            scope: .publicModel,
            open: true,
            version: 2,
            pages: 4,
            fields: [
                FormField(key: "contractStart", label: "合同开始时间", kind: .date, required: true, filledBy: .initiator),
                FormField(key: "position", label: "工作岗位", kind: .text, filledBy: .initiator, individual: true),
                FormField(key: "noticeRead", label: "已阅读", kind: .boolean, required: true, filledBy: .employee),
            ]
        )
    }

    /// A contract that the worker has signed and the enterprise has not.
    func contractView() throws -> ContractView {
        let place = { (key: String, kind: FieldKind, party: FieldOwner) in
            let field = FormField(key: key, label: key, kind: kind, required: true, filledBy: party)
            return PlacedField(field: field, page: 0, x: 100, y: 100, width: 120, height: 60)
        }
        var view = try gateway.services.sample(GetContract.self)
        view.item.id = contract
        view.item.status = .signing
        view.item.completedAt = nil
        view.item.parties = [
            PartyView(role: .employee, name: Self.hostile, status: .signed, signedAt: Date()),
            PartyView(role: .enterprise, name: "示例科技有限公司", status: .waiting),
        ]
        view.ownFields = [place("reportTo", .text, .enterprise)]
        view.places = [place("sealA", .seal, .enterprise), place("signB", .signature, .employee)]
        return view
    }
}

extension RunningGateway.Reply {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a hidden input.
    func hidden(_ name: String) -> String? {
        text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?
            .components(separatedBy: "\"").first
    }

    /// The page that a form has led to and that will say so.
    func led(to path: String, by code: String) throws -> String {
        let there = try #require(header("Location"))
        #expect(status == 303 && there.hasPrefix("\(path)?done=\(code)."))
        return there
    }
}
