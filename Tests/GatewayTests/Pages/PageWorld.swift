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
    let document = DocumentID.new()
    let employee = EmployeeID.new()
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
            let world = PageWorld(gateway: gateway)
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
        let view = try contractView()
        services.answer(ListNotices.self) { _, _ in
            let notice = NoticeView(
                id: .new(),
                title: "合同待签署",
                text: Self.hostile,
                link: "/contracts",
                sentAt: Date(),
                read: false
            )
            return ListNotices.Reply(page: Page(items: [notice]), unread: 3)
        }
        services.answer(MarkNoticesRead.self) { _, _ in Done() }
        services.answer(GetContractSummary.self) { _, _ in
            GetContractSummary.Reply(
                counts: BoxCounts(mine: 1, others: 2, completed: 3, all: 1_286),
                averageSigningHours: 3.44
            )
        }
        services.answer(GetOnboardingSummary.self) { _, _ in
            GetOnboardingSummary.Reply(
                pendingReview: 1,
                unassigned: 0,
                employees: 12,
                joinedHalfYear: 3,
                submissions: 4
            )
        }
        services.answer(ListContracts.self) { _, _ in
            ListContracts.Reply(
                page: Page(items: [view.item], next: "cursor"),
                counts: BoxCounts(mine: 1, others: 2, completed: 3, all: 6)
            )
        }
        services.answer(GetContract.self) { _, _ in view }
        services.answer(ListSeals.self) { [seal] _, _ in
            ListSeals.Reply(seals: [
                SealView(id: seal, name: "公章", kind: "official", image: Self.reference, createdAt: Date())
            ])
        }
        services.answer(ListOperations.self) { [contract] _, caller in
            let entry = OperationView(
                id: .new(),
                at: Date(timeIntervalSince1970: 1_767_225_630),
                type: "contracts.launched.v1",
                subject: contract.description,
                accountID: caller.accountID,
                actor: Self.hostile,
                trace: "0af7651916cd43dd8448eb211c80319c"
            )
            let byItself = OperationView(id: .new(), at: Date(), type: "nobody.knows.v1", subject: "s")
            return ListOperations.Reply(
                page: Page(items: [entry, byItself], next: "cursor"),
                members: caller.accountID.map { [OperationMember(accountID: $0, name: "测试乙")] } ?? []
            )
        }
        prepareOnboarding()
        services.answer(ListTemplates.self) { [template] request, _ in
            ListTemplates.Reply(
                templates: request.scope == .own ? [] : [Self.templateView(template)]
            )
        }
        services.answer(GetEnterpriseVerification.self) { request, _ in
            VerificationView(id: request.verificationID, status: .failed, reason: "identity.register-mismatch")
        }
        services.answer(GetPersonVerification.self) { request, _ in
            VerificationView(id: request.verificationID, status: .codeRequired)
        }
    }

    private func prepareOnboarding() {
        let services = gateway.services
        services.answer(ListInvitations.self) { _, _ in
            let item = InvitationItem(
                id: .new(),
                name: Self.hostile,
                phoneMasked: "138****0002",
                status: .sent,
                sentAt: Date()
            )
            return Page(items: [item])
        }
        services.answer(ListSubmissions.self) { [submission] _, _ in
            let item = SubmissionItem(
                id: submission,
                enterpriseName: "示例科技有限公司",
                name: Self.hostile,
                phoneMasked: "138****0002",
                status: .pendingReview,
                submittedAt: Date()
            )
            return Page(items: [item])
        }
        services.answer(GetSubmission.self) { request, _ in try submissionView(request.submissionID) }
        services.answer(ListDepartments.self) { _, _ in
            let department = DepartmentView(id: .new(), name: "研发部", employees: 2)
            return ListDepartments.Reply(departments: [department], unassigned: 1)
        }
        services.answer(ListEmployees.self) { [employee] _, _ in
            let item = EmployeeItem(
                id: employee,
                name: Self.hostile,
                phoneMasked: "138****0002",
                idNumberMasked: "1101*************4",
                status: .active,
                joinedAt: Date()
            )
            return Page(items: [item])
        }
    }

    func submissionView(
        _ id: SubmissionID,
        _ status: SubmissionStatus = .pendingReview,
        correctable: Bool = false
    ) throws -> SubmissionView {
        SubmissionView(
            id: id,
            enterpriseID: .new(),
            enterpriseName: "示例科技有限公司",
            name: Self.hostile,
            idNumberMasked: "1101*************4",
            phoneMasked: "138****0002",
            form: .worker,
            values: try gateway.keys.seal(
                FieldValues(texts: [
                    "sex": "female", "address": "示例路 1 号", "emergencyContact.name": "测试戊",
                    "emergencyContact.relation": "配偶", "emergencyContact.phone": "13700000005",
                ])
            ),
            status: status,
            reason: status == .rejected ? "地址不完整" : nil,
            submittedAt: Date(),
            correctable: correctable
        )
    }

    static let reference = ObjectReference(key: "seal/00", sha256: String(repeating: "0", count: 64), size: 1)

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

    func contractView() throws -> ContractView {
        let place = { (key: String, kind: FieldKind, party: FieldOwner) in
            let field = FormField(key: key, label: key, kind: kind, required: true, filledBy: party)
            return PlacedField(field: field, page: 0, x: 100, y: 100, width: 120, height: 60)
        }
        return ContractView(
            item: ContractItem(
                id: contract,
                number: "HT-1",
                name: "合同\(Self.hostile)",
                status: .signing,
                enterpriseName: "示例科技有限公司",
                employeeName: Self.hostile,
                employeePhoneMasked: "138****0002",
                launchedAt: Date(timeIntervalSince1970: 1_767_225_600),
                parties: [
                    PartyView(role: .employee, name: Self.hostile, status: .signed, signedAt: Date()),
                    PartyView(role: .enterprise, name: "示例科技有限公司", status: .waiting),
                ],
                myTurn: true
            ),
            employeeID: employee,
            ordered: true,
            documents: [
                DocumentView(id: document, name: "劳动合同", pages: 2, sha256: "00", pageWidth: 595.276, pageHeight: 841.89)
            ],
            ownRole: .enterprise,
            ownFields: [place("reportTo", .text, .enterprise)],
            places: [place("sealA", .seal, .enterprise), place("signB", .signature, .employee)]
        )
    }
}

extension RunningGateway.Reply {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a hidden input.
    func hidden(_ name: String) -> String? {
        text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?
            .components(separatedBy: "\"").first
    }
}
