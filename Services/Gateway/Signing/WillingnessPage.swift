import Foundation
import Identifiers
import Messages
import Web

/// 意愿认证 by SMS before the enterprise's seal is used.
struct WillingnessPage: Sendable {
    /// What the contract page asked for, and the code that is to confirm it.
    struct State: Codable, Sendable {
        static let purpose = "sign"

        let contractID: ContractID
        let sealID: SealID
        let fields: FieldValues
        var willingnessID: WillingnessID
        var codeSentTo: String
    }

    struct Model: Sendable {
        let contractName: String
        let counterpart: String
        let sealName: String
        let codeSentTo: String
        let resendAfter: Int?
    }

    let pages: PageTemplates

    /// Checks seal and fields, sends the code and shows where it is typed in.
    func begin(_ visit: Visit) async throws -> Answer {
        let input: SealingInput = try visit.read()
        let contract = try await Contracts.contract(visit)
        var problems = FieldProblems()
        Form(fields: contract.ownFields.map(\.field))
            .check(input.fields, prefix: "fields.", today: visit.parts.now(), into: &problems)
        if input.sealID == nil { problems.add("sealID", "signing.seal-required") }
        try problems.check("signing.input")
        guard let sealID = input.sealID else { return .seeOther(visit.path) }
        let sent = try await Self.send(visit)
        let state = State(
            contractID: contract.id,
            sealID: sealID,
            fields: input.fields,
            willingnessID: sent.id,
            codeSentTo: sent.phoneMasked
        )
        return try await page(visit, state, FormState(), resendAfter: sent.resendAfter)
    }

    func act(_ visit: Visit) async throws -> Answer {
        let id: ContractID = try visit.id("id")
        guard var state = SealedCarry.open(State.self, for: State.purpose, visit), state.contractID == id else {
            return .seeOther(visit.path)
        }
        return try await visit.filling(order: ["code"]) { form in
            try await page(visit, state, form)
        } act: {
            if visit.action == "send-code" {
                let sent = try await Self.send(visit)
                state.willingnessID = sent.id
                state.codeSentTo = sent.phoneMasked
                return try await page(visit, state, FormState(), resendAfter: sent.resendAfter)
            }
            let signature = SignatureInput(
                willingnessID: state.willingnessID,
                code: try visit.read(TypedCodeInput.self).code,
                sealID: state.sealID,
                fields: state.fields
            )
            let signed = try await Signing.sign(signature, visit)
            return .seeOther("\(visit.path)/signed" + (signed.status == .completed ? "?completed=1" : ""))
        }
    }

    private func page(
        _ visit: Visit,
        _ state: State,
        _ form: FormState,
        resendAfter: Int? = nil
    ) async throws -> Answer {
        async let contract = Contracts.contract(visit)
        async let seals = Signing.seals(visit)
        let model = try await Model(
            contractName: contract.name,
            counterpart: contract.employeeName,
            sealName: seals.items.first { $0.id == state.sealID }?.name ?? "公章",
            codeSentTo: state.codeSentTo,
            resendAfter: resendAfter
        )
        return try await pages.answer(
            "willingness",
            model,
            title: "意愿认证",
            for: visit,
            nav: .contracts,
            form: form,
            carry: try SealedCarry.seal(state, for: State.purpose, visit)
        )
    }

    private static func send(_ visit: Visit) async throws -> RequestWillingness.Reply {
        try await Signing.requestWillingness(WillingnessInput(method: .sms), visit)
    }
}

/// What the contract page posts when the enterprise signs.
struct SealingInput: Input {
    var sealID: SealID?
    var fields: FieldValues
}

extension SealingInput {
    init(_ input: Fields) {
        sealID = input.optionalID("sealID")
        fields = input.values("fields")
    }
}
