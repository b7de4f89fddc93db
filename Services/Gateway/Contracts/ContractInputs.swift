import Foundation
import Identifiers
import Messages
import Web

struct TemplatesInput: Input {
    let scope: TemplateScope

    init(_ fields: Fields) {
        scope = fields.choice("scope", TemplateScope.self) ?? .publicModel
    }
}

struct DraftInput: Input {
    /// How the values travel, sealed.
    struct Values: Encodable {
        let fields: [String: String]
        let perEmployee: [String: [String: String]]
    }

    let templateID: TemplateID
    let name: String
    let employeeIDs: [EmployeeID]
    let fields: [String: String]
    let perEmployee: [String: [String: String]]
    let ordered: Bool

    init(_ input: Fields) {
        templateID = input.requiredID("templateID")
        name = input.text("name")
        employeeIDs = input.ids("employeeIDs")
        fields = input.map("fields")
        perEmployee = input.mapOfMaps("perEmployee")
        ordered = input.flag("ordered", default: false)
    }
}

struct ContractsInput: Input {
    let box: ContractBox
    let text: String?
    let from: Date?
    let to: Date?
    let page: PageRequest

    init(_ fields: Fields) {
        box = fields.choice("box", ContractBox.self) ?? .all
        text = fields.optionalText("q", "part of a contract's name or of a party's")
        from = fields.moment("from", endOfDay: false)
        to = fields.moment("to", endOfDay: true)
        page = PageInput(fields).page
    }
}

struct WillingnessInput: Input {
    let method: WillingnessMethod

    init(_ fields: Fields) {
        method = fields.requiredChoice("method", WillingnessMethod.self, orElse: .sms)
    }
}

struct SignatureInput: Input {
    let willingnessID: WillingnessID
    let code: String
    let signatureID: HandwrittenSignatureID?
    let sealID: SealID?
    let fields: [String: String]

    init(_ input: Fields) {
        willingnessID = input.requiredID("willingnessID")
        code = input.text("code")
        signatureID = input.optionalID("signatureID")
        sealID = input.optionalID("sealID")
        fields = input.map("fields")
    }
}

struct HandwritingInput: Input {
    let png: String

    init(_ fields: Fields) {
        png = fields.base64("png")
    }
}

struct NoticesReadInput: Input {
    let upTo: NoticeID

    init(_ fields: Fields) {
        upTo = fields.requiredID("upTo")
    }
}
