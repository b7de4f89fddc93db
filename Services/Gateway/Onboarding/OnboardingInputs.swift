import Identifiers
import Messages
import Web

struct InvitationInput: Input {
    var name: String
    var phone: String
}

extension InvitationInput {
    init(_ fields: Fields) {
        name = fields.value(InviteWorker.name)
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
    var status: SubmissionStatus?
    var page = PageRequest()
}

extension SubmissionsInput {
    init(_ fields: Fields) {
        status = fields.choice("status", SubmissionStatus.self)
        page = PageInput(fields).page
    }
}

struct ApprovalInput: Input {
    var departmentID: DepartmentID?
}

extension ApprovalInput {
    init(_ fields: Fields) {
        departmentID = fields.optionalID("departmentID")
    }
}

struct RejectionInput: Input {
    var reason: String
}

extension RejectionInput {
    init(_ fields: Fields) {
        reason = fields.value(RejectSubmission.reason)
    }
}

struct EmployeesInput: Input {
    var status: EmployeeStatus?
    var name: String?
    var phone: String?
    var departmentID: DepartmentID?
    var unassigned = false
    var page = PageRequest()
}

extension EmployeesInput {
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
    var name: String
    var parentID: DepartmentID?
}

extension DepartmentInput {
    init(_ fields: Fields) {
        name = fields.value(AddDepartment.name)
        parentID = fields.optionalID("parentID")
    }
}
