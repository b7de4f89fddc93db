import Cryptography
import Foundation
import Identifiers
import Messages
import Web

typealias ContractList = List<ContractItem, Boxes>

/// What is told with a list of contracts.
struct Boxes: Codable, Sendable {
    let counts: BoxCounts
}

/// A contract with its documents and what the acting side does in it.
struct ContractModel: Codable, Sendable {
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
    let parties: [PartyView]
    let documents: [DocumentView]
    /// What the acting side still fills in.
    let ownFields: [PlacedField]
    /// Places of signatures and seals of all parties.
    let places: [PlacedField]
    /// Stable code of why it cannot be signed.
    let failure: String?
    /// The words of the party who declined to sign it.
    let declinedBecause: String?
    /// When the enterprise may remind the employee; absent when there is nobody to remind.
    let urgeableAt: Date?
    /// For the enterprise: the contract this one was drafted from again, and the one drafted from this.
    let relaunchedFrom: ContractID?
    let relaunchedAs: ContractID?

    /// Who declined to sign it and why, in words.
    var declined: String? {
        guard let party = parties.first(where: { $0.status == .declined }) else { return nil }
        return "\(party.name)拒绝签署，理由：\(declinedBecause ?? "")"
    }

    init(_ view: ContractView) {
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
        parties = view.item.parties
        documents = view.documents
        ownFields = view.ownFields
        places = view.places
        failure = view.failure
        declinedBecause = view.declinedBecause
        urgeableAt = view.urgeableAt
        relaunchedFrom = view.relaunchedFrom
        relaunchedAs = view.relaunchedAs
    }
}

/// Counts for the home page of the acting side.
struct SummaryModel: Codable, Sendable {
    let contracts: BoxCounts
    let averageSigningHours: Double?
    /// For a verified enterprise.
    let onboarding: GetOnboardingSummary.Reply?
    let unread: Int
}
