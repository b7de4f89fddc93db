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
    /// A form as one list of the fields that take a value.
    struct Leaves: Codable, Sendable {
        let fields: [FormField]
    }

    let id: InvitationID
    let enterprise: NamedEnterprise
    let status: InvitationStatus
    let form: Leaves
    let submissionID: SubmissionID?

    init(_ view: InvitationView) {
        id = view.id
        enterprise = NamedEnterprise(id: view.enterpriseID, name: view.enterpriseName)
        status = view.status
        form = Leaves(fields: view.fields)
        submissionID = view.submissionID
    }
}

/// A submission: to its worker with all they wrote, to the reviewer with the address but masked numbers.
struct SubmissionModel: Codable, Sendable {
    struct Facts: Codable, Sendable {
        let id: SubmissionID
        let enterprise: NamedEnterprise
        let name: String
        /// Masked.
        let idNumber: String
        /// Masked.
        let phone: String
        let status: SubmissionStatus
        let reason: String?
        let submittedAt: Date
        let reviewedAt: Date?
        let employeeID: EmployeeID?
        /// For its worker, while it was sent back and can be handed in anew.
        let correction: InvitationModel.Leaves?
    }

    let facts: Facts
    let answers: FormAnswers<WorkerForm>

    init(_ view: SubmissionView, _ visit: Visit) throws {
        facts = Facts(
            id: view.id,
            enterprise: NamedEnterprise(id: view.enterpriseID, name: view.enterpriseName),
            name: view.name,
            idNumber: view.idNumberMasked,
            phone: view.phoneMasked,
            status: view.status,
            reason: view.reason,
            submittedAt: view.submittedAt,
            reviewedAt: view.reviewedAt,
            employeeID: view.employeeID,
            correction: view.correctable ? InvitationModel.Leaves(fields: view.form.leaves) : nil
        )
        answers = FormAnswers(try visit.open(view.values), of: view.form, masked: visit.caller.side != .worker)
    }

    init(from decoder: any Decoder) throws {
        facts = try Facts(from: decoder)
        answers = try FormAnswers(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try facts.encode(to: encoder)
        try answers.encode(to: encoder)
    }
}

/// What the interface says of the worker's form.
enum WorkerForm: DescribedForm {
    static var form: Form { .worker }
}

struct DepartmentList: Codable, Sendable {
    let items: [DepartmentView]
    /// How many employees are in no department.
    let unassigned: Int
}
