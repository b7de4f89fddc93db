import Foundation
import Identifiers
import Messages
import Web

/// One contract: read it, launch it when it is a draft, sign it when it is the enterprise's turn.
struct ContractPage: Sendable {
    struct Seal: Sendable {
        let id: String
        let name: String
        let src: String
        let checked: Bool
    }

    struct Urge: Sendable {
        let isDue: Bool
        /// When it is, if it is not yet.
        let dueAt: String
    }

    struct Model: Sendable {
        let href: String
        /// The same with the document that is shown.
        let formHref: String
        let name: String
        let number: String?
        let tag: Tag
        let launchedAt: String?
        let parties: [PartyRow]
        let files: [DocumentLink]
        let pages: [PageImage]
        let downloadHref: String?
        let progress: String
        let toSign: Bool
        let toLaunch: Bool
        /// Whether the employee may be reminded now; nil when there is nobody to remind.
        let urge: Urge?
        let toWithdraw: Bool
        let toDecline: ControlPart?
        let toRelaunch: Bool
        /// The contract whose content this one was drafted from again.
        let originalHref: String?
        /// The one that was drafted from this.
        let successorHref: String?
        let ownFields: [ControlPart]
        let seals: [Seal]
        let waiting: Bool
        let statusURL: String
        let statusPath: String
        let statusValue: String
    }

    let pages: PageTemplates

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormState())
    }

    func act(_ visit: Visit) async throws -> Answer {
        if visit.posted("step") == "willingness" { return try await WillingnessPage(pages: pages).act(visit) }
        return try await visit.filling {
            try await page(visit, $0)
        } act: {
            try await WillingnessPage(pages: pages).begin(visit)
        }
    }

    func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        async let asked = Contracts.contract(visit)
        async let known = Signing.seals(visit)
        let contract = try await asked
        let seals = Self.seals(try await known.items, chosen: form.value("sealID"))
        let model = Self.model(
            contract,
            seals: seals,
            document: contract.document(visit.asked("document")),
            form,
            isEnded: visit.comes(from: "/contracts/{id}/withdrawal") || visit.comes(from: "/contracts/{id}/decline"),
            visit
        )
        return try await pages.answer(
            "contract",
            model,
            title: contract.name,
            for: visit,
            nav: .contracts,
            form: form.labelled { name in
                contract.ownFields.first { "fields.\($0.field.key)" == name }?.field.label
            }
        )
    }

    private static func model(
        _ contract: ContractModel,
        seals: [Seal],
        document: DocumentView?,
        _ form: FormState,
        isEnded: Bool,
        _ visit: Visit
    ) -> Model {
        // Ended by Signing just now, and not heard of by Contracts yet.
        let isEnding = isEnded && contract.status == .signing
        let toSign = contract.status == .signing && contract.myTurn && !isEnding
        let hasSigned = contract.parties.contains { $0.role == .enterprise && $0.status == .signed }
        let href = "/contracts/\(contract.id)"
        return Model(
            href: href,
            formHref: Href.to(href, ["document": document?.id.description]),
            name: contract.name,
            number: contract.number.isEmpty ? nil : contract.number,
            tag: Tag(contract, side: .employer),
            launchedAt: contract.launchedAt.map(Shown.minute),
            parties: contract.parties.map { PartyRow($0, of: contract.status, reader: .enterprise, isTurn: toSign) },
            files: contract.files(current: document),
            pages: document.map { document in
                contract.pages(of: document, visit) { place in
                    mark(place, contract, toSign: toSign, seal: seals.first { $0.checked }, document.pageHeight)
                }
            } ?? [],
            downloadHref: document.map { contract.downloadHref($0) },
            progress: isEnding ? "正在处理，请稍候。" : progress(contract, visit),
            toSign: toSign,
            toLaunch: contract.status == .draft,
            urge: isEnding
                ? nil : contract.urgeableAt.map { Urge(isDue: $0 <= visit.parts.now(), dueAt: Shown.minute($0)) },
            toWithdraw: contract.status == .signing && !isEnding,
            toDecline: contract.status == .signing && !isEnding
                ? ControlPart(DeclineContract.reason, form: form) : nil,
            toRelaunch: contract.relaunchedAs == nil
                && contract.status.mayBeRelaunched,
            originalHref: contract.relaunchedFrom.map { "/contracts/\($0)" },
            successorHref: contract.relaunchedAs.map { "/contracts/\($0)" },
            ownFields: contract.ownFields.map {
                ControlPart($0.field, prefix: "fields.", form: form)
            },
            seals: seals,
            waiting: contract.status == .signing && !toSign,
            statusURL: "/api/v1/contracts/\(contract.id)",
            statusPath: hasSigned || isEnding ? "status" : "myTurn",
            statusValue: hasSigned || isEnding ? contract.status.rawValue : String(contract.myTurn)
        )
    }

    /// Only what is still to be signed is marked: what is signed stands in the picture of the page itself.
    private static func mark(
        _ place: PlacedField,
        _ contract: ContractModel,
        toSign: Bool,
        seal: Seal?,
        _ height: Double
    ) -> PlaceMark? {
        guard contract.status == .signing, place.field.kind == .signature || place.field.kind == .seal,
            let party = contract.parties.first(where: { $0.role.rawValue == place.field.filledBy.rawValue }),
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

    private static func progress(_ contract: ContractModel, _ visit: Visit) -> String {
        switch contract.status {
        case .draft: "草稿，还没有发起签署。"
        case .signing where contract.parties.contains { $0.role == .employee && $0.status == .waiting }:
            "劳动者还没有签署。对方签署后，会以消息和短信通知。"
        case .signing: "正在处理，请稍候。"
        case .completed: "双方均已签署，合同已完成。"
        case .withdrawn: "合同已撤回。"
        case .declined: contract.declined ?? "合同已拒签。"
        case .expired: "合同超过签署期限，已失效。"
        case .failed: contract.failure.map { visit.wording.sentence($0) } ?? "合同未能签署，请重新发起。"
        }
    }
}
