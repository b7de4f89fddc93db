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
        codeSentTo = visit.posted("codeSentTo")
    }

    init(_ sent: RequestCode.Reply, phone: String) {
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
        let phone = visit.posted("phone") ?? ""
        let sent = try await Accounts.requestCode(CodeInput(phone: phone, purpose: purpose), visit)
        return SentCode(sent, phone: phone)
    }
}
