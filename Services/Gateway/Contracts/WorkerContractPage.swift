import Foundation
import Identifiers
import Messages
import Web

/// One contract on the phone: read it, and sign it step by step when it is the worker's turn.
struct WorkerContractPage: Sendable {
    let pages: PageTemplates

    /// The contract as the pages of signing hand it on.
    struct Opened: Sendable {
        let contract: ContractModel
        /// Declined just now, and not heard of by Contracts yet.
        let isEnding: Bool

        init(_ visit: Visit) async throws {
            contract = try await Contracts.contract(visit)
            isEnding = contract.status == .signing && visit.comes(from: "/contracts/{id}/decline")
        }

        var canSign: Bool { contract.status == .signing && contract.myTurn && !isEnding }
        var href: String { "/contracts/\(contract.id)" }
    }

    func show(_ visit: Visit) async throws -> Answer {
        let opened = try await Opened(visit)
        let steps = SigningSteps(visit, of: opened.contract.id)
        return try await page(opened, steps, steps.form(of: opened.contract), visit)
    }

    func page(_ visit: Visit, _ form: FormState) async throws -> Answer {
        let opened = try await Opened(visit)
        return try await page(opened, SigningSteps(visit, of: opened.contract.id), form, visit)
    }

    func act(_ visit: Visit) async throws -> Answer {
        let opened = try await Opened(visit)
        guard opened.canSign else {
            let isDone = opened.contract.parties.contains { $0.role == .employee && $0.status == .signed }
            return .seeOther(isDone ? opened.href + "/signed" : opened.href)
        }
        let steps = SigningSteps(visit, of: opened.contract.id)
        switch visit.posted("step") {
        case "signature": return try await SignaturePadPage(pages: pages).act(opened, steps, visit)
        case "willingness": return try await WorkerWillingnessPage(pages: pages).act(opened, steps, visit)
        default: return try await fill(opened, steps, visit)
        }
    }

    /// The own fields are filled in: on to the drawing, or to the code.
    private func fill(_ opened: Opened, _ before: SigningSteps, _ visit: Visit) async throws -> Answer {
        var steps = before
        steps.take(try visit.read(OwnFieldsInput.self).fields, of: opened.contract)
        if visit.action == "draw" { return try await SignaturePadPage(pages: pages).show(opened, steps, visit) }
        return try await visit.filling(order: Self.order(opened)) { form in
            try await page(opened, steps, form, visit)
        } act: {
            try steps.check(opened.contract.ownFields.map(\.field), today: visit.parts.now())
            guard steps.signatureID != nil else { throw Self.unsigned }
            return try await WorkerWillingnessPage(pages: pages).send(opened, steps, visit)
        }
    }

    static let unsigned = Refusal.invalid("signing.input", fields: ["form": "signing.signature-required"])

    static func order(_ opened: Opened) -> [String] {
        opened.contract.ownFields.map { SigningSteps.prefix + $0.field.key }
    }

    func page(_ opened: Opened, _ steps: SigningSteps, _ form: FormState, _ visit: Visit) async throws -> Answer {
        let carry = steps.signatureID == nil ? nil : try steps.carried(visit, of: opened.contract.id)
        return try await pages.answer(
            "worker-contract",
            WorkerContractModel(opened, steps, form, visit),
            title: "合同详情",
            for: visit,
            form: form.labelled { name in
                opened.contract.ownFields.first { SigningSteps.prefix + $0.field.key == name }?.field.label
            },
            carry: carry,
            back: "/contracts"
        )
    }
}

/// What `worker-contract` shows.
struct WorkerContractModel: Sendable {
    struct Picture: Sendable {
        let src: String
    }

    let name: String
    let enterprise: InvitationPage.Enterprise
    let tag: Tag
    let launchedAt: String
    let files: [DocumentLink]
    let hasSeveralFiles: Bool
    let pages: [PageImage]
    let parties: [PartyRow]
    let toSign: Bool
    let ownFields: [ControlPart]
    let hasOwnFields: Bool
    let signature: Picture?
    let waiting: Bool
    let statusURL: String
    let statusPath: String
    let statusValue: String
    let href: String
    let declined: String?
    let toDecline: ControlPart?
    let downloadHref: String

    init(_ opened: WorkerContractPage.Opened, _ steps: SigningSteps, _ form: FormState, _ visit: Visit) {
        let contract = opened.contract
        let document = contract.document(visit.asked("document"))
        let picture = steps.signatureID.map { Picture(src: HandwritingPicture.src($0)) }
        name = contract.name
        enterprise = InvitationPage.Enterprise(name: contract.enterpriseName)
        tag = Tag(contract, side: .worker)
        launchedAt = contract.launchedAt.map(Shown.minute) ?? ""
        files = contract.files(current: document)
        hasSeveralFiles = files.count > 1
        toSign = opened.canSign
        pages = document.map { contract.pages(of: $0, visit, mark: Self.marks(opened, $0, picture)) } ?? []
        parties = contract.parties.map { PartyRow($0, of: contract.status, reader: .employee) }
        ownFields =
            opened.canSign
            ? contract.ownFields.map { ControlPart($0.field, prefix: SigningSteps.prefix, form: form) }
            : []
        hasOwnFields = !ownFields.isEmpty
        signature = picture
        waiting = contract.status == .signing && !opened.canSign
        statusURL = "/api/v1/contracts/\(contract.id)"
        // Who has signed or declined waits for the end, who has not waits for their turn.
        let hasSigned = contract.parties.contains { $0.role == .employee && $0.status == .signed }
        let isEnding = hasSigned || opened.isEnding
        statusPath = isEnding ? "status" : "myTurn"
        statusValue = isEnding ? contract.status.rawValue : String(contract.myTurn)
        href = opened.href
        declined = contract.declined
        toDecline =
            contract.status == .signing && !opened.isEnding ? ControlPart(DeclineContract.reason, form: form) : nil
        downloadHref = Href.to(opened.href + "/download", ["document": document?.id.description])
    }

    /// Places of those who have not signed yet: what is signed already shows in the picture of the page itself.
    private static func marks(
        _ opened: WorkerContractPage.Opened,
        _ document: DocumentView,
        _ picture: Picture?
    ) -> (PlacedField) -> PlaceMark? {
        let waiting =
            opened.contract.status == .signing
            ? Set(opened.contract.parties.filter { $0.status == .waiting }.map(\.role.rawValue)) : []
        return { place in
            guard waiting.contains(place.field.filledBy.rawValue) else { return nil }
            let isOwn = place.field.filledBy == .employee
            let isSignature = place.field.kind == .signature
            guard isSignature || place.field.kind == .seal else { return nil }
            return PlaceMark(
                place,
                pageHeight: document.pageHeight,
                label: isOwn ? (opened.canSign ? "点此签名" : "本人签名处") : "用人单位盖章处",
                mine: isOwn && opened.canSign,
                image: isOwn && isSignature ? picture?.src : nil
            )
        }
    }
}
