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
