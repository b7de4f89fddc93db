import Identifiers
import Messages
import Web

/// What a form says about the code that is on its way.
struct SentCode: Sendable {
    let resendAfter: Int?
    /// Masked.
    let codeSentTo: String?

    /// Before a code was asked for, or when a refused form comes back: `carried` still says where the last one went.
    init(_ visit: Visit) {
        resendAfter = nil
        codeSentTo = visit.body.members?["codeSentTo"]?.scalarText
    }

    init(_ sent: CodeSent, phone: String) {
        resendAfter = sent.resendAfter
        codeSentTo = Self.masked(phone)
    }

    /// What may be shown of a number as it was typed.
    static func masked(_ typed: String) -> String {
        Masks.phone(typed.filter { !$0.isWhitespace && $0 != "-" })
    }

    var carried: [Carried]? {
        codeSentTo.map { [Carried(name: "codeSentTo", value: $0)] }
    }

    /// Sends a code to the phone in the form.
    static func send(_ purpose: CodePurpose, _ visit: Visit) async throws -> SentCode {
        let phone = visit.body.members?["phone"]?.scalarText ?? ""
        let sent = try await Accounts.requestCode(CodeInput(phone: phone, purpose: purpose), visit)
        return SentCode(sent, phone: phone)
    }
}

extension JSONValue {
    /// The same object with one member as the list it stands for: a checkbox sends `a,b,c`.
    func listing(_ name: String) -> JSONValue {
        guard var members, let text = members[name]?.scalarText else { return self }
        members[name] = .array(text.split(separator: ",").map { .string(String($0)) })
        return .object(members)
    }
}
