import Identifiers
import Messages
import Web

struct InvitationInput: Input {
    var name: String
    var phone: String
}

extension InvitationInput {
    init(_ fields: Fields) {
        name = fields.text("name")
        phone = fields.text("phone")
    }
}

struct SubmissionInput: Input {
    struct Contact: Input {
        let name: String
        let relation: String
        let phone: String

        init(_ fields: Fields) {
            name = fields.text("name")
            relation = fields.text("relation")
            phone = fields.text("phone")
        }
    }

    let sex: String
    let address: String
    let emergencyContact: Contact

    init(_ fields: Fields) {
        sex = fields.text("sex", of: Sex.self)
        address = fields.text("address")
        emergencyContact = fields.object("emergencyContact", Contact.self)
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
        reason = fields.text("reason", "read by the worker")
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
        name = fields.text("name")
        parentID = fields.optionalID("parentID")
    }
}
