import Foundation
import Identifiers
import Messages
import Web

struct InvitationSent: Codable, Sendable {
    let id: InvitationID
    let url: String
    let status: InvitationStatus
}

struct NamedEnterprise: Codable, Sendable {
    let id: EnterpriseID
    let name: String
}

struct InvitationModel: Codable, Sendable {
    struct Form: Codable, Sendable {
        let fields: [FieldView]
    }

    let id: InvitationID
    let enterprise: NamedEnterprise
    let status: InvitationStatus
    let form: Form
    let submissionID: SubmissionID?

    init(_ view: InvitationView) {
        id = view.id
        enterprise = NamedEnterprise(id: view.enterpriseID, name: view.enterpriseName)
        status = view.status
        form = Form(fields: view.fields)
        submissionID = view.submissionID
    }
}

/// A submission: to its worker with all they wrote, to the reviewer with the address but masked numbers.
struct SubmissionModel: Codable, Sendable {
    struct Contact: Codable, Sendable {
        let name: String
        let relation: String
        let phone: String
    }

    let id: SubmissionID
    let enterprise: NamedEnterprise
    let name: String
    /// Masked.
    let idNumber: String
    /// Masked.
    let phone: String
    let sex: Sex
    let address: String
    let emergencyContact: Contact
    let status: SubmissionStatus
    let reason: String?
    let submittedAt: Date
    let reviewedAt: Date?
    let employeeID: EmployeeID?
    /// For its worker, while it was sent back and can be handed in anew.
    let correction: InvitationModel.Form?

    init(_ view: SubmissionView, _ visit: Visit) throws {
        let contactPhone = try visit.open(view.emergencyContact.phone, SealContext.phone)
        id = view.id
        enterprise = NamedEnterprise(id: view.enterpriseID, name: view.enterpriseName)
        name = view.name
        idNumber = view.idNumberMasked
        phone = view.phoneMasked
        sex = view.sex
        address = try visit.open(view.address, SealContext.address)
        emergencyContact = Contact(
            name: view.emergencyContact.name,
            relation: view.emergencyContact.relation,
            phone: visit.caller.side == .worker ? contactPhone : Masks.phone(contactPhone)
        )
        status = view.status
        reason = view.reason
        submittedAt = view.submittedAt
        reviewedAt = view.reviewedAt
        employeeID = view.employeeID
        correction = view.correction.map { InvitationModel.Form(fields: $0) }
    }
}

/// An employee in the roster, masked.
struct EmployeeModel: Codable, Sendable {
    struct Department: Codable, Sendable {
        let id: DepartmentID
        let name: String
    }

    let id: EmployeeID
    let name: String
    let phone: String
    let idNumber: String
    let department: Department?
    let status: EmployeeStatus
    let joinedAt: Date

    init(_ item: EmployeeItem) {
        id = item.id
        name = item.name
        phone = item.phoneMasked
        idNumber = item.idNumberMasked
        department = item.departmentID.map { Department(id: $0, name: item.departmentName ?? "") }
        status = item.status
        joinedAt = item.joinedAt
    }
}

struct DepartmentList: Codable, Sendable {
    let items: [DepartmentView]
    /// How many employees are in no department.
    let unassigned: Int
}
