import Foundation
import Identifiers
import Messages

/// One contract: read it, launch it when it is a draft, sign it when it is the enterprise's turn.
struct ContractPage: Sendable {
    struct File: Sendable {
        let name: String
        let pagesText: String
        let href: String
        let current: Bool
    }

    struct Seal: Sendable {
        let id: String
        let name: String
        let src: String
        let checked: Bool
    }

    struct Model: Sendable {
        let name: String
        let number: String?
        let tag: Tag
        let launchedAt: String?
        let parties: [PartyRow]
        let files: [File]
        let pages: [PageImage]
        let downloadHref: String?
        let progress: String
        let toSign: Bool
        let toLaunch: Bool
        let ownFields: [ControlPart]
        let seals: [Seal]
        let waiting: Bool
        let statusURL: String
        let statusPath: String
        let statusValue: String
    }

    let pages: PageRenderer

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        switch visit.body.members?["step"]?.scalarText {
        case "launch":
            return try await visit.filling {
                try await page(visit, $0)
            } act: {
                _ = try await Contracts.launch(visit)
                return .seeOther("\(visit.path)?done=launched")
            }
        case "willingness": return try await WillingnessPage(pages: pages).act(visit)
        default:
            return try await visit.filling {
                try await page(visit, $0)
            } act: {
                try await WillingnessPage(pages: pages).begin(visit)
            }
        }
    }

    private func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        async let asked = Contracts.contract(visit)
        async let known = Signing.seals(visit)
        let contract = try await asked
        let seals = Self.seals(try await known.items, chosen: form.value("sealID"))
        let model = Self.model(contract, seals: seals, document: contract.document(visit.asked("document")), form)
        return try await pages.answer(
            "employer/contract",
            model,
            title: contract.name,
            for: visit,
            nav: .contracts,
            form: form.labelled { name in
                contract.ownFields.first { "fields.\($0.field.key)" == name }?.field.label
            },
            flash: visit.asked("done") == "launched" ? .good("已发起签署，劳动者会收到短信。") : nil
        )
    }

    private static func model(
        _ contract: ContractModel,
        seals: [Seal],
        document: ContractModel.Document?,
        _ form: FormState
    ) -> Model {
        let toSign = contract.status == .signing && contract.myTurn
        let hasSigned = contract.parties.contains { $0.role == .enterprise && $0.status == .signed }
        return Model(
            name: contract.name,
            number: contract.number.isEmpty ? nil : contract.number,
            tag: Tag(contract, side: .employer),
            launchedAt: contract.launchedAt.map(Shown.minute),
            parties: contract.parties.map { PartyRow($0, reader: .enterprise, isTurn: toSign) },
            files: contract.documents.map { file in
                File(
                    name: file.name,
                    pagesText: "\(file.pages) 页",
                    href: Href.to("/contracts/\(contract.id)", ["document": file.id.description]),
                    current: file.id == document?.id
                )
            },
            pages: document.map { document in
                contract.pages(of: document) { place in
                    mark(place, contract, toSign: toSign, seal: seals.first { $0.checked }, document.pageHeight)
                }
            } ?? [],
            downloadHref: document.map { contract.downloadHref($0) },
            progress: progress(contract),
            toSign: toSign,
            toLaunch: contract.status == .draft,
            ownFields: contract.ownFields.map {
                ControlPart($0.field, name: "fields.\($0.field.key)", form: form)
            },
            seals: seals,
            waiting: contract.status == .signing && !toSign,
            statusURL: "/api/v1/contracts/\(contract.id)",
            statusPath: hasSigned ? "status" : "myTurn",
            statusValue: hasSigned ? contract.status.rawValue : String(contract.myTurn)
        )
    }

    /// Only what is still to be signed is marked: what is signed stands in the picture of the page itself.
    private static func mark(
        _ place: PlaceModel,
        _ contract: ContractModel,
        toSign: Bool,
        seal: Seal?,
        _ height: Double
    ) -> PlaceMark? {
        guard contract.status == .signing, place.field.kind == "signature" || place.field.kind == "seal",
            let party = contract.parties.first(where: { $0.role.rawValue == place.field.filledBy }),
            party.status == .waiting
        else { return nil }
        guard party.role == .enterprise else {
            return PlaceMark(place, pageHeight: height, label: "待劳动者签署", mine: false)
        }
        return PlaceMark(place, pageHeight: height, label: "企业签署区", mine: toSign, image: toSign ? seal?.src : nil)
    }

    static func seals(_ known: [SealModel], chosen: String) -> [Seal] {
        known.enumerated().map { place, seal in
            let id = seal.id.description
            return Seal(id: id, name: seal.name, src: seal.src, checked: chosen.isEmpty ? place == 0 : id == chosen)
        }
    }

    private static func progress(_ contract: ContractModel) -> String {
        switch contract.status {
        case .draft: "草稿，还没有发起签署。"
        case .signing where contract.parties.contains { $0.role == .employee && $0.status == .waiting }:
            "劳动者还没有签署。对方签署后，会以消息和短信通知。"
        case .signing: "正在处理，请稍候。"
        case .completed: "双方均已签署，合同已完成。"
        case .withdrawn: "合同已撤回。"
        case .declined: "劳动者拒绝签署。"
        case .expired: "合同超过签署期限，已失效。"
        case .failed: contract.failure.map { Wording.sentence($0) } ?? "合同未能签署，请重新发起。"
        }
    }
}
