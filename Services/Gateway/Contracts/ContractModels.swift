import Cryptography
import Foundation
import Identifiers
import Messages
import Web

struct TemplateModel: Codable, Sendable {
    let id: TemplateID
    let name: String
    let type: String
    let scope: TemplateScope
    let open: Bool
    let version: Int
    let pages: Int
    let fields: [FieldModel]

    init(_ view: TemplateView) {
        id = view.id
        name = view.name
        type = view.type
        scope = view.scope
        open = view.open
        version = view.version
        pages = view.pages
        fields = view.fields.map(FieldModel.init)
    }
}

struct ContractsDrafted: Codable, Sendable {
    struct Contract: Codable, Sendable {
        let id: ContractID
        let name: String
        let employeeID: EmployeeID
        let employeeName: String
        let status: ContractStatus

        init(_ drafted: DraftedContract) {
            id = drafted.id
            name = drafted.name
            employeeID = drafted.employeeID
            employeeName = drafted.employeeName
            status = drafted.status
        }
    }

    let contracts: [Contract]
}

struct ContractState: Codable, Sendable {
    let status: ContractStatus
}

struct UrgeModel: Codable, Sendable {
    /// Not before this the next time.
    let nextAt: Date
}

struct PartyModel: Codable, Sendable {
    let role: PartyRole
    let name: String
    let status: PartyStatus
    let signedAt: Date?

    init(_ view: PartyView) {
        role = view.role
        name = view.name
        status = view.status
        signedAt = view.signedAt
    }
}

struct ContractItemModel: Codable, Sendable {
    let id: ContractID
    let number: String
    let name: String
    let status: ContractStatus
    let enterpriseName: String
    let employeeName: String
    /// Masked.
    let employeePhone: String
    let launchedAt: Date?
    let completedAt: Date?
    let parties: [PartyModel]
    let myTurn: Bool

    init(_ item: ContractItem) {
        id = item.id
        number = item.number
        name = item.name
        status = item.status
        enterpriseName = item.enterpriseName
        employeeName = item.employeeName
        employeePhone = item.employeePhoneMasked
        launchedAt = item.launchedAt
        completedAt = item.completedAt
        parties = item.parties.map(PartyModel.init)
        myTurn = item.myTurn
    }
}

struct ContractCounts: Codable, Sendable {
    let mine: Int
    let others: Int
    let completed: Int
    let all: Int

    init(_ counts: BoxCounts) {
        mine = counts.mine
        others = counts.others
        completed = counts.completed
        all = counts.all
    }
}

struct ContractList: Codable, Sendable {
    let items: [ContractItemModel]
    let next: String?
    let counts: ContractCounts

    private enum CodingKeys: String, CodingKey {
        case items
        case next
        case counts
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
        try container.encode(counts, forKey: .counts)
    }
}

/// A field at its place on a page; points, origin at the lower left, first page 0.
struct PlaceModel: Codable, Sendable {
    let field: FieldModel
    let page: Int
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    let value: String?

    init(_ placed: PlacedField, _ visit: Visit) throws {
        field = FieldModel(placed.field)
        page = placed.page
        x = placed.x
        y = placed.y
        width = placed.width
        height = placed.height
        value = try placed.value.map { try visit.open($0, SealContext.fieldValues) }
    }
}

/// A contract with its documents and what the acting side does in it.
struct ContractModel: Codable, Sendable {
    struct Document: Codable, Sendable {
        let id: DocumentID
        let name: String
        let pages: Int
        let sha256: String
        let pageWidth: Double
        let pageHeight: Double
    }

    let id: ContractID
    let number: String
    let name: String
    let status: ContractStatus
    let enterpriseName: String
    let employeeName: String
    let employeeID: EmployeeID
    let launchedAt: Date?
    let completedAt: Date?
    let ordered: Bool
    let myTurn: Bool
    let ownRole: PartyRole
    let parties: [PartyModel]
    let documents: [Document]
    /// What the acting side still fills in.
    let ownFields: [PlaceModel]
    /// Places of signatures and seals of all parties.
    let places: [PlaceModel]
    /// Stable code of why it cannot be signed.
    let failure: String?
    /// When the enterprise may remind the employee; absent when there is nobody to remind.
    let urgeableAt: Date?
    /// For the enterprise: the contract this one was drafted from again, and the one drafted from this.
    let relaunchedFrom: ContractID?
    let relaunchedAs: ContractID?

    init(_ view: ContractView, _ visit: Visit) throws {
        id = view.item.id
        number = view.item.number
        name = view.item.name
        status = view.item.status
        enterpriseName = view.item.enterpriseName
        employeeName = view.item.employeeName
        employeeID = view.employeeID
        launchedAt = view.item.launchedAt
        completedAt = view.item.completedAt
        ordered = view.ordered
        myTurn = view.item.myTurn
        ownRole = view.ownRole
        parties = view.item.parties.map(PartyModel.init)
        documents = view.documents.map {
            Document(
                id: $0.id,
                name: $0.name,
                pages: $0.pages,
                sha256: $0.sha256,
                pageWidth: $0.pageWidth,
                pageHeight: $0.pageHeight
            )
        }
        ownFields = try view.ownFields.map { try PlaceModel($0, visit) }
        places = try view.places.map { try PlaceModel($0, visit) }
        failure = view.failure
        urgeableAt = view.urgeableAt
        relaunchedFrom = view.relaunchedFrom
        relaunchedAs = view.relaunchedAs
    }
}

/// Counts for the home page of the acting side.
struct SummaryModel: Codable, Sendable {
    struct Onboarding: Codable, Sendable {
        let pendingReview: Int
        let unassigned: Int
        let employees: Int
        let joinedHalfYear: Int
        let submissions: Int
    }

    let contracts: ContractCounts
    let averageSigningHours: Double?
    /// For a verified enterprise.
    let onboarding: Onboarding?
    let unread: Int

    init(contracts: GetContractSummary.Reply, onboarding: GetOnboardingSummary.Reply?, unread: Int) {
        self.contracts = ContractCounts(contracts.counts)
        averageSigningHours = contracts.averageSigningHours
        self.onboarding = onboarding.map {
            Onboarding(
                pendingReview: $0.pendingReview,
                unassigned: $0.unassigned,
                employees: $0.employees,
                joinedHalfYear: $0.joinedHalfYear,
                submissions: $0.submissions
            )
        }
        self.unread = unread
    }
}
