import Foundation
import Identifiers
import Messages
import Web

/// What a worker has chosen so far on the way to a signature; it travels sealed from step to step.
struct SigningSteps: Codable, Sendable {
    var values = FieldValues()
    var signatureID: HandwrittenSignatureID?
    var willingnessID: WillingnessID?
    /// Masked.
    var codeSentTo: String?
    var codeSentAt: Date?

    /// What the form of this visit brought along for this contract.
    init(_ visit: Visit, of contract: ContractID) {
        if let known = SealedCarry.open(SigningSteps.self, for: Self.purpose(contract), visit) { self = known }
    }

    func carried(_ visit: Visit, of contract: ContractID) throws -> [Carried] {
        try SealedCarry.seal(self, for: Self.purpose(contract), visit)
    }

    /// Takes over the values in the form; a box that is not ticked is not sent, which is no answer where one is needed.
    mutating func take(_ typed: FieldValues, of contract: ContractModel) {
        for field in contract.ownFields.map(\.field) {
            let text = typed.texts[field.key]?.trimmingCharacters(in: .whitespacesAndNewlines)
            values[field.key] = text ?? (field.kind == .boolean && !field.required ? "false" : "")
        }
    }

    /// The values as the form's controls are named.
    func form(of contract: ContractModel) -> FormState {
        let named = contract.ownFields.map {
            (Self.prefix + $0.field.key, values.texts[$0.field.key] ?? "")
        }
        return FormState(Dictionary(named) { first, _ in first })
    }

    /// Refuses what the service would refuse after the code, before one is sent.
    func check(_ views: [FormField], today: Date) throws(Refusal) {
        var problems = FieldProblems()
        Form(fields: views).check(values, prefix: Self.prefix, today: today, into: &problems)
        try problems.check("signing.input")
    }

    static let prefix = "fields."

    private static func purpose(_ contract: ContractID) -> String { "sign \(contract)" }
}

/// The values of the signer's own fields.
struct OwnFieldsInput: Input {
    var fields: FieldValues
}

extension OwnFieldsInput {
    init(_ input: Fields) {
        fields = input.values("fields")
    }
}
