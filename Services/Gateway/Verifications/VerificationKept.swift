import Cryptography
import Foundation
import Identifiers
import Messages
import Web

/// What a person filled in for the verification, sealed into the address of the pages that follow: a failed attempt can
/// be mended without typing everything anew.
struct VerificationKept: Codable, Sendable {
    let owner: String
    let values: FieldValues

    private static let context = "page-verification"
    static let parameter = "kept"

    init(_ input: PersonVerificationInput, _ visit: Visit) {
        owner = visit.caller.accountID?.description ?? ""
        values = input.form.values
    }

    /// Nil when the address holds nothing of this account.
    init?(_ visit: Visit) {
        guard let text = visit.asked(Self.parameter, longest: 5_000),
            let sealed = try? SealedText(envelope: text), let plain = try? visit.open(sealed, Self.context),
            let kept = try? JSONDecoder().decode(VerificationKept.self, from: Data(plain.utf8)),
            kept.owner == visit.caller.accountID?.description
        else { return nil }
        self = kept
    }

    func sealed(_ visit: Visit) throws -> String {
        try visit.seal(String(decoding: JSONEncoder().encode(self), as: UTF8.self), Self.context).envelope
    }

    /// The page of one verification, which knows all this and where to go on afterwards.
    func href(_ path: String, _ visit: Visit) throws -> String {
        Href.to(path, ["next": visit.next, Self.parameter: try sealed(visit)])
    }

    var form: FormState { FormState(values) }
}

/// How long it takes until a code may be sent again.
enum Resend {
    static func seconds(since sentAt: Date?, now: Date) -> Int? {
        guard let sentAt else { return nil }
        let left = Int((OneTimeCode.resendAfter - now.timeIntervalSince(sentAt)).rounded(.up))
        return left > 0 ? left : nil
    }
}
