import Identifiers
import Messages
import Web

struct InvitationInput: Input {
    let name: String
    let phone: String

    init(_ fields: Fields) {
        name = fields.text("name")
        phone = fields.text("phone")
    }
}

/// What a worker fills in.
struct SubmissionInput: Input {
    let form: FilledForm
}

extension SubmissionInput {
    init(_ fields: Fields) {
        form = fields.form(.worker)
    }
}

struct SubmissionsInput: Input {
    let status: SubmissionStatus?
    let page: PageRequest

    init(_ fields: Fields) {
        status = fields.choice("status", SubmissionStatus.self)
        page = PageInput(fields).page
    }
}

struct ApprovalInput: Input {
    let departmentID: DepartmentID?

    init(_ fields: Fields) {
        departmentID = fields.optionalID("departmentID")
    }
}

struct RejectionInput: Input {
    let reason: String

    init(_ fields: Fields) {
        reason = fields.text("reason", "read by the worker")
    }
}

struct EmployeesInput: Input {
    let status: EmployeeStatus?
    let name: String?
    let phone: String?
    let departmentID: DepartmentID?
    let unassigned: Bool
    let page: PageRequest

    init(_ fields: Fields) {
        status = fields.choice("status", EmployeeStatus.self)
        name = fields.optionalText("name")
        phone = fields.optionalText("phone", "a whole number or its last four digits")
        departmentID = fields.optionalID("departmentID")
        unassigned = fields.flag("unassigned", default: false)
        page = PageInput(fields).page
    }
}

struct DepartmentInput: Input {
    let name: String
    let parentID: DepartmentID?

    init(_ fields: Fields) {
        name = fields.text("name")
        parentID = fields.optionalID("parentID")
    }
}
