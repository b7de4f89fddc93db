import Foundation
import Identifiers
import Messages
import Web

struct TemplatesInput: Input {
    var scope: TemplateScope
}

extension TemplatesInput {
    init(_ fields: Fields) {
        scope = fields.choice("scope", TemplateScope.self) ?? .publicModel
    }
}

struct DraftInput: Input {
    var templateID: TemplateID
    var name: String
    var employeeIDs: [EmployeeID]
    var values: DraftValues
    var ordered = false
}

extension DraftInput {
    init(_ input: Fields) {
        templateID = input.requiredID("templateID")
        name = input.text("name")
        employeeIDs = input.ids("employeeIDs")
        values = DraftValues(fields: input.values("fields"), perEmployee: input.valuesByKey("perEmployee"))
        ordered = input.flag("ordered", default: false)
    }
}

struct ContractsInput: Input {
    var box = ContractBox.all
    var text: String?
    var from: Date?
    var to: Date?
    var page = PageRequest()
}

extension ContractsInput {
    init(_ fields: Fields) {
        box = fields.choice("box", ContractBox.self) ?? .all
        text = fields.optionalText("q", "part of a contract's name or of a party's")
        from = fields.moment("from", endOfDay: false)
        to = fields.moment("to", endOfDay: true)
        page = PageInput(fields).page
    }
}

struct WillingnessInput: Input {
    var method: WillingnessMethod
}

extension WillingnessInput {
    init(_ fields: Fields) {
        method = fields.requiredChoice("method", WillingnessMethod.self, orElse: .sms)
    }
}

struct SignatureInput: Input {
    var willingnessID: WillingnessID
    var code: String
    var signatureID: HandwrittenSignatureID?
    var sealID: SealID?
    var fields = FieldValues()
}

extension SignatureInput {
    init(_ input: Fields) {
        willingnessID = input.requiredID("willingnessID")
        code = input.text("code")
        signatureID = input.optionalID("signatureID")
        sealID = input.optionalID("sealID")
        fields = input.values("fields")
    }
}

struct HandwritingInput: Input {
    var png: String
}

extension HandwritingInput {
    init(_ fields: Fields) {
        png = fields.base64("png")
    }
}

struct NoticesReadInput: Input {
    var upTo: NoticeID
}

extension NoticesReadInput {
    init(_ fields: Fields) {
        upTo = fields.requiredID("upTo")
    }
}
