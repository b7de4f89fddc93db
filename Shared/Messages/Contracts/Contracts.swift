package import Cryptography
package import Foundation
package import Identifiers

package enum ContractStatus: String, Codable, Sendable, CaseIterable {
    case draft
    case signing
    case completed
    case withdrawn
    case declined
    case expired
    case failed
}

package enum PartyRole: String, Codable, Sendable {
    case employee
    case enterprise
}

package enum PartyStatus: String, Codable, Sendable {
    case waiting
    case signed
    case declined
}

package enum ContractBox: String, Codable, Sendable, CaseIterable {
    case all
    case mine
    case others
    case completed
}

/// A contract that was drafted for one employee.
package struct DraftedContract: Codable, Sendable, Equatable {
    package var id: ContractID
    package var name: String
    package var employeeID: EmployeeID
    package var employeeName: String
    package var status: ContractStatus

    package init(id: ContractID, name: String, employeeID: EmployeeID, employeeName: String, status: ContractStatus) {
        self.id = id
        self.name = name
        self.employeeID = employeeID
        self.employeeName = employeeName
        self.status = status
    }
}

/// Drafts one contract for each employee; values are checked by kind.
package struct DraftContracts: Request {
    package static let type = "contracts.draft.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var contracts: [DraftedContract]

        package init(contracts: [DraftedContract]) {
            self.contracts = contracts
        }
    }

    package var templateID: TemplateID
    /// At most 50 characters.
    package var name: String
    package var employeeIDs: [EmployeeID]
    /// JSON object `{"fields": {key: value}, "perEmployee": {employeeID: {key: value}}}`.
    package var values: SealedText
    /// The employee signs first, then the enterprise.
    package var ordered: Bool

    package init(templateID: TemplateID, name: String, employeeIDs: [EmployeeID], values: SealedText, ordered: Bool) {
        self.templateID = templateID
        self.name = name
        self.employeeIDs = employeeIDs
        self.values = values
        self.ordered = ordered
    }

    package var key: String { templateID.description }
}

/// Composes the PDF of a draft and puts it before its signers.
package struct LaunchContract: Request {
    package static let type = "contracts.launch.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.command

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var status: ContractStatus

        package init(status: ContractStatus) {
            self.status = status
        }
    }

    package var contractID: ContractID

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

/// One side of a contract.
package struct PartyView: Codable, Sendable, Equatable {
    package var role: PartyRole
    package var name: String
    package var status: PartyStatus
    package var signedAt: Date?

    package init(role: PartyRole, name: String, status: PartyStatus, signedAt: Date? = nil) {
        self.role = role
        self.name = name
        self.status = status
        self.signedAt = signedAt
    }
}

/// A contract in a list.
package struct ContractItem: Codable, Sendable, Equatable {
    package var id: ContractID
    package var number: String
    package var name: String
    package var status: ContractStatus
    package var enterpriseName: String
    package var employeeName: String
    package var employeePhoneMasked: String
    package var launchedAt: Date?
    package var completedAt: Date?
    package var parties: [PartyView]
    /// The acting side has to do something now.
    package var myTurn: Bool

    package init(
        id: ContractID,
        number: String,
        name: String,
        status: ContractStatus,
        enterpriseName: String,
        employeeName: String,
        employeePhoneMasked: String,
        launchedAt: Date? = nil,
        completedAt: Date? = nil,
        parties: [PartyView],
        myTurn: Bool
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.status = status
        self.enterpriseName = enterpriseName
        self.employeeName = employeeName
        self.employeePhoneMasked = employeePhoneMasked
        self.launchedAt = launchedAt
        self.completedAt = completedAt
        self.parties = parties
        self.myTurn = myTurn
    }
}

/// How many contracts lie in each box of the acting side.
package struct BoxCounts: Codable, Sendable, Equatable {
    package var mine: Int
    package var others: Int
    package var completed: Int
    package var all: Int

    package init(mine: Int, others: Int, completed: Int, all: Int) {
        self.mine = mine
        self.others = others
        self.completed = completed
        self.all = all
    }
}

/// Lists contracts for the acting side, newest first.
package struct ListContracts: PagedRequest {
    package static let type = "contracts.list.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var page: Page<ContractItem>
        package var counts: BoxCounts

        package init(page: Page<ContractItem>, counts: BoxCounts) {
            self.page = page
            self.counts = counts
        }
    }

    package var box: ContractBox
    /// Searched in contract name, enterprise and participants.
    package var text: String?
    package var from: Date?
    package var to: Date?
    package var page: PageRequest

    package init(box: ContractBox, text: String? = nil, from: Date? = nil, to: Date? = nil, page: PageRequest) {
        self.box = box
        self.text = text
        self.from = from
        self.to = to
        self.page = page
    }

    package var key: String { page.cursor ?? "first" }
}

/// A document of a contract.
package struct DocumentView: Codable, Sendable, Equatable {
    package var id: DocumentID
    package var name: String
    package var pages: Int
    package var sha256: String
    /// Points.
    package var pageWidth: Double
    /// Points.
    package var pageHeight: Double

    package init(id: DocumentID, name: String, pages: Int, sha256: String, pageWidth: Double, pageHeight: Double) {
        self.id = id
        self.name = name
        self.pages = pages
        self.sha256 = sha256
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
    }
}

/// A field at its place on a page; points, origin at the lower left.
package struct PlacedField: Codable, Sendable, Equatable {
    package var field: FieldView
    /// First page is 0.
    package var page: Int
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
    /// Filled-in value, sealed as field values.
    package var value: SealedText?

    package init(
        field: FieldView,
        page: Int,
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        value: SealedText? = nil
    ) {
        self.field = field
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.value = value
    }
}

/// A contract with its documents and the fields of the acting side.
package struct ContractView: Codable, Sendable, Equatable {
    package var item: ContractItem
    package var employeeID: EmployeeID
    package var ordered: Bool
    package var documents: [DocumentView]
    package var ownRole: PartyRole
    /// What the acting side still fills in.
    package var ownFields: [PlacedField]
    /// Signature and seal places of all parties.
    package var places: [PlacedField]
    package var failure: String?
    /// When the enterprise may remind the employee; nil when there is nobody to remind.
    package var urgeableAt: Date?

    package init(
        item: ContractItem,
        employeeID: EmployeeID,
        ordered: Bool,
        documents: [DocumentView],
        ownRole: PartyRole,
        ownFields: [PlacedField],
        places: [PlacedField],
        failure: String? = nil,
        urgeableAt: Date? = nil
    ) {
        self.item = item
        self.employeeID = employeeID
        self.ordered = ordered
        self.documents = documents
        self.ownRole = ownRole
        self.ownFields = ownFields
        self.places = places
        self.failure = failure
        self.urgeableAt = urgeableAt
    }
}

/// Reads one contract for the acting side.
package struct GetContract: Request {
    package static let type = "contracts.get.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query
    package typealias Reply = ContractView

    package var contractID: ContractID

    package init(contractID: ContractID) {
        self.contractID = contractID
    }

    package var key: String { contractID.description }
}

/// Tells where the PDF stands as it is now.
package struct OpenDocument: Request {
    package static let type = "contracts.open-document.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        package var fileName: String

        package init(reference: ObjectReference, fileName: String) {
            self.reference = reference
            self.fileName = fileName
        }
    }

    package var contractID: ContractID
    package var documentID: DocumentID

    package init(contractID: ContractID, documentID: DocumentID) {
        self.contractID = contractID
        self.documentID = documentID
    }

    package var key: String { contractID.description }
}

/// Tells where the image of a page stands.
package struct OpenPage: Request {
    package static let type = "contracts.open-page.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var reference: ObjectReference
        /// Digest of the revision that the page is of.
        package var documentSHA256: String?

        package init(reference: ObjectReference, documentSHA256: String? = nil) {
            self.reference = reference
            self.documentSHA256 = documentSHA256
        }
    }

    package var contractID: ContractID
    package var documentID: DocumentID
    /// First page is 1.
    package var page: Int

    package init(contractID: ContractID, documentID: DocumentID, page: Int) {
        self.contractID = contractID
        self.documentID = documentID
        self.page = page
    }

    package var key: String { contractID.description }
}

/// Counts for the home page of the acting side.
package struct GetContractSummary: Request {
    package static let type = "contracts.get-summary.v1"
    package static let service = ServiceName.contracts
    package static let kind = RequestKind.query

    /// The answer.
    package struct Reply: Codable, Sendable, Equatable {
        package var counts: BoxCounts
        package var averageSigningHours: Double?

        package init(counts: BoxCounts, averageSigningHours: Double? = nil) {
            self.counts = counts
            self.averageSigningHours = averageSigningHours
        }
    }

    package init() {}

    package var key: String { "summary" }
}
