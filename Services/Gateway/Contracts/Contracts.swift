import Foundation
import HTTPTypes
import Identifiers
import Messages
import ObjectStore
import Web

/// Templates and contracts, up to the moment of signing.
enum Contracts {
    static func templates(_ input: TemplatesInput, _ visit: Visit) async throws -> List<TemplateView, NoExtra> {
        List(try await visit.ask(ListTemplates(scope: input.scope)).templates)
    }

    static func draft(_ input: DraftInput, _ visit: Visit) async throws -> DraftContracts.Reply {
        try await visit.ask(
            DraftContracts(
                templateID: input.templateID,
                name: input.name,
                employeeIDs: input.employeeIDs,
                values: try visit.seal(input.values),
                ordered: input.ordered
            )
        )
    }

    static func launch(_ visit: Visit) async throws -> LaunchContract.Reply {
        try await visit.ask(LaunchContract(contractID: try visit.id("id")))
    }

    /// Launches several, which takes as long as composing them does.
    static func launch(_ ids: [ContractID], _ visit: Visit) async throws -> LaunchContracts.Reply {
        try await visit.ask(LaunchContracts(contractIDs: ids), patience: .seconds(6 + ids.count / 5))
    }

    static func urge(_ visit: Visit) async throws -> UrgeSigner.Reply {
        try await visit.ask(UrgeSigner(contractID: try visit.id("id")))
    }

    static func relaunch(_ visit: Visit) async throws -> DraftedContract {
        try await visit.ask(RelaunchContract(contractID: try visit.id("id")))
    }

    static func contracts(_ input: ContractsInput, _ visit: Visit) async throws -> ContractList {
        let reply = try await visit.ask(
            ListContracts(box: input.box, text: input.text, from: input.from, to: input.to, page: input.page)
        )
        return List(reply.page, Boxes(counts: reply.counts))
    }

    static func contract(_ visit: Visit) async throws -> ContractModel {
        ContractModel(try await visit.ask(GetContract(contractID: try visit.id("id"))))
    }

    static func document(_ visit: Visit) async throws -> Answer {
        try await document(try visit.id("documentID"), of: try visit.id("id"), visit)
    }

    /// Hands out the PDF and tells Contracts of it.
    static func document(_ id: DocumentID, of contract: ContractID, _ visit: Visit) async throws -> Answer {
        let reply = try await visit.ask(OpenDocument(contractID: contract, documentID: id))
        let bytes = try await visit.parts.store.get(reply.reference)
        let view = RecordView(contractID: contract, documentID: id, sha256: reply.reference.sha256, manner: .file)
        ShownDocuments.tell(view, visit)
        return .download(bytes, type: "application/pdf", name: reply.fileName).tagged(reply.reference.sha256)
    }

    static func pageImage(_ visit: Visit) async throws -> Answer {
        guard let page = Int(try visit.parameter("page")), (1...10_000).contains(page) else {
            throw Refusal.notFound("gateway.not-found")
        }
        let contract: ContractID = try visit.id("id")
        let document: DocumentID = try visit.id("documentID")
        var open = OpenPage(contractID: contract, documentID: document, page: page)
        var reply = try await visit.ask(open)
        let image: Data
        do throws(ObjectStoreError) {
            image = try await visit.parts.store.get(reply.reference)
        } catch {
            guard !error.isPassing else { throw error }
            // Images need not outlive a power cut: this one did not.
            open.again = true
            reply = try await visit.ask(open)
            image = try await visit.parts.store.get(reply.reference)
        }
        guard let sha256 = reply.documentSHA256 else { return .image(image) }
        let view = RecordView(contractID: contract, documentID: document, sha256: sha256, manner: .page)
        let isTold = ShownDocuments.tell(view, visit)
        guard visit.asked("for") == visit.ownMark(of: sha256) else { return .image(image) }
        // What is told of a view may get lost: one of the pages asks again at the next look, and tells it again.
        return .image(image).tagged(reply.reference.sha256).kept(isAsked: isTold)
    }

    static func summary(_ visit: Visit) async throws -> SummaryModel {
        async let contracts = visit.ask(GetContractSummary())
        async let notices = visit.ask(ListNotices(page: PageRequest(limit: 1)))
        var onboarding: GetOnboardingSummary.Reply?
        if visit.caller.side == .employer, visit.caller.enterpriseVerified {
            onboarding = try await visit.ask(GetOnboardingSummary())
        }
        return try await SummaryModel(
            contracts: contracts.counts,
            averageSigningHours: contracts.averageSigningHours,
            onboarding: onboarding,
            unread: notices.unread
        )
    }
}
