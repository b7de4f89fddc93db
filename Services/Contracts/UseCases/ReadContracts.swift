import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Postgres

extension ContractsService {
    func listContracts(
        _ request: ListContracts,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ListContracts.Reply {
        let side = try ActingSide(caller)
        let items = try await transaction.contracts(of: side, request)
        return ListContracts.Reply(
            page: Page(cutting: items, to: request, item: \.item, at: \.place),
            counts: try await transaction.counts(of: side)
        )
    }

    func getContracts(
        _ request: GetContracts,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> GetContracts.Reply {
        let side = try ActingSide(caller)
        guard request.contractIDs.count <= DraftContracts.mostAtOnce else {
            throw Refusal("contracts.employees-too-many", .invalid)
        }
        return GetContracts.Reply(contracts: try await transaction.contracts(of: side, among: request.contractIDs))
    }

    /// Counts for the home page of the acting side.
    func summarize(
        _ request: GetContractSummary,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> GetContractSummary.Reply {
        let side = try ActingSide(caller)
        return GetContractSummary.Reply(
            counts: try await transaction.counts(of: side),
            averageSigningHours: try await transaction.averageSigningHours(of: side)
        )
    }

    func getContract(
        _ request: GetContract,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> ContractView {
        let (contract, role) = try await visibleContract(request.contractID, to: caller, in: transaction)
        let own = ControlParty(role)
        let turn = contract.awaits(role)
        return ContractView(
            item: contract.item(for: role),
            employeeID: contract.employeeID,
            ordered: contract.ordered,
            documents: contract.document.map { document in
                [
                    DocumentView(
                        id: contract.documentID,
                        name: contract.name,
                        pages: contract.pages,
                        sha256: document.sha256,
                        pageWidth: Contract.pageWidth,
                        pageHeight: Contract.pageHeight
                    )
                ]
            } ?? [],
            ownRole: role,
            ownFields: turn
                ? contract.placed.filter { $0.filledBy == own && $0.kind.isTyped }.map(PlacedField.init) : [],
            places: contract.placed.filter { !$0.kind.isTyped }.map(PlacedField.init),
            failure: contract.status == .failed ? contract.failure : nil,
            declinedBecause: contract.status == .declined ? contract.failure : nil,
            urgeableAt: role == .enterprise ? Urging.next(contract) : nil,
            relaunchedFrom: role == .enterprise ? contract.relaunchedFrom : nil,
            relaunchedAs: role == .enterprise ? contract.relaunchedAs : nil
        )
    }

    /// Tells where the PDF stands as it is now.
    func openDocument(
        _ request: OpenDocument,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> OpenDocument.Reply {
        let (contract, _) = try await visibleContract(request.contractID, to: caller, in: transaction)
        guard contract.documentID == request.documentID, let document = contract.document else {
            throw Refusal.notFound("contracts.document-unknown")
        }
        return OpenDocument.Reply(reference: document, fileName: "\(contract.name)-\(contract.number).pdf")
    }

    /// Tells where the image of a page stands, making it when nobody asked for it before.
    func openPage(
        _ request: OpenPage,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> QueryAnswer<OpenPage.Reply> {
        let (contract, _) = try await visibleContract(request.contractID, to: caller, in: transaction)
        guard contract.documentID == request.documentID, let document = contract.document,
            (1...max(contract.pages, 1)).contains(request.page)
        else { throw Refusal.notFound("contracts.document-unknown") }
        if request.again != true,
            let known = try await transaction.pageImage(document: document.sha256, page: request.page)
        {
            return .ready(OpenPage.Reply(reference: known, documentSHA256: document.sha256))
        }
        return .working { database in
            do {
                let image = try await image(
                    of: document,
                    pages: contract.pages,
                    page: request.page,
                    again: request.again == true,
                    isFresh: contract.launchedAt.map { now().timeIntervalSince($0) < Self.freshness } ?? false,
                    database
                )
                return OpenPage.Reply(reference: image, documentSHA256: document.sha256)
            } catch is DocumentProblem {
                // The document is ours and has this page: what fails is this machine, and it may do in a moment.
                throw Refusal("documents.unavailable", .unavailable, retryAt: now().addingTimeInterval(2))
            }
        }
    }

    /// A contract with the side on which the caller stands, or the refusal that hides it from strangers.
    func visibleContract(
        _ id: ContractID,
        to caller: Caller,
        in transaction: Transaction
    ) async throws -> (Contract, PartyRole) {
        let side = try ActingSide(caller)
        guard let contract = try await transaction.contract(id), side.sees(contract) else {
            throw Refusal.notFound("contracts.contract-unknown")
        }
        return (contract, side.role)
    }
}

extension Contract {
    /// A4 in points, the size every template of our own is set on.
    static let pageWidth = 595.276
    static let pageHeight = 841.89

    func item(for role: PartyRole) -> ContractItem {
        ContractItem(
            id: id,
            number: number,
            name: name,
            status: status,
            enterpriseName: enterpriseName,
            employeeName: employeeName,
            employeePhoneMasked: employeePhoneMasked,
            launchedAt: launchedAt,
            completedAt: completedAt,
            parties: parties,
            myTurn: awaits(role)
        )
    }
}
