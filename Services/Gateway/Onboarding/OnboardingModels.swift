import Foundation
import Identifiers
import Messages
import Web

struct InvitationSent: Codable, Sendable {
    let id: InvitationID
    let url: String
    let status: InvitationStatus
}

struct InvitationItemModel: Codable, Sendable {
    let id: InvitationID
    let name: String
    /// Masked.
    let phone: String
    let status: InvitationStatus
    let sentAt: Date

    init(_ item: InvitationItem) {
        id = item.id
        name = item.name
        phone = item.phoneMasked
        status = item.status
        sentAt = item.sentAt
    }
}

struct NamedEnterprise: Codable, Sendable {
    let id: EnterpriseID
    let name: String
}

struct InvitationModel: Codable, Sendable {
    struct Form: Codable, Sendable {
        let fields: [FieldModel]
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
        form = Form(fields: view.fields.map(FieldModel.init))
        submissionID = view.submissionID
    }
}

/// A field of a form or contract.
struct FieldModel: Codable, Sendable {
    struct Option: Codable, Sendable {
        let value: String
        let label: String
    }

    let key: String
    let label: String
    let kind: String
    let required: Bool
    let filledBy: String
    let options: [Option]?

    init(_ view: FieldView) {
        key = view.key
        label = view.label
        kind = view.kind
        required = view.required
        filledBy = view.filledBy
        options = view.options?.map { Option(value: $0.value, label: $0.label) }
    }
}

struct SubmissionSent: Codable, Sendable {
    let id: SubmissionID
    let status: SubmissionStatus
}

struct SubmissionItemModel: Codable, Sendable {
    let id: SubmissionID
    let enterpriseName: String
    let name: String
    /// Masked.
    let phone: String
    let status: SubmissionStatus
    let submittedAt: Date

    init(_ item: SubmissionItem) {
        id = item.id
        enterpriseName = item.enterpriseName
        name = item.name
        phone = item.phoneMasked
        status = item.status
        submittedAt = item.submittedAt
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
        correction = view.correction.map { InvitationModel.Form(fields: $0.map(FieldModel.init)) }
    }
}

struct SubmissionApproved: Codable, Sendable {
    let status: SubmissionStatus
    let employeeID: EmployeeID
}

struct SubmissionDecided: Codable, Sendable {
    let status: SubmissionStatus
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

struct DepartmentModel: Codable, Sendable {
    let id: DepartmentID
    let name: String
    let parentID: DepartmentID?
    let employees: Int

    init(_ view: DepartmentView) {
        id = view.id
        name = view.name
        parentID = view.parentID
        employees = view.employees
    }
}

struct DepartmentList: Codable, Sendable {
    let items: [DepartmentModel]
    /// How many employees are in no department.
    let unassigned: Int
}
