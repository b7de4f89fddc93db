import Cryptography
import Foundation
import HTTPTypes
import Identifiers
import Messages

/// Keeps other sites from sending our forms in a visitor's name.
enum CrossSiteCheck {
    /// What a form must carry, made from the cookie that the browser sends by itself.
    static func token(for cookie: String, keys: SealingKeys) -> String {
        keys.lookUpIndex(cookie, purpose: "csrf").hex
    }

    /// Refuses a request that changes something by the power of a cookie but does not know its token.
    static func check(cookie: String?, given: String?, keys: SealingKeys) throws(Refusal) {
        guard let cookie, let given,
            constantTimeEqual(Data(given.utf8), Data(token(for: cookie, keys: keys).utf8))
        else { throw Refusal("gateway.form-not-ours", .forbidden) }
    }
}

extension Visit {
    /// A word for the address of a page that the visitor is led to, with the proof that it was not written into a link
    /// by somebody else.
    package func proven(_ word: String, at path: String) -> String { "\(word).\(proof(of: word, at: path))" }

    /// The word, nil when the proof is not the visitor's own for this page.
    package func word(proven text: String) -> String? {
        guard let dot = text.lastIndex(of: ".") else { return nil }
        let word = String(text[..<dot])
        let given = Data(text[text.index(after: dot)...].utf8)
        return constantTimeEqual(given, Data(proof(of: word, at: path).utf8)) ? word : nil
    }

    /// What the address of something carries so that a browser may keep it: another for every account, so that nobody
    /// is shown what somebody else has looked at in the same browser.
    package func ownMark(of digest: String) -> String {
        let text = [caller.accountID?.description ?? "", digest].joined(separator: "\n")
        return String(parts.keys.lookUpIndex(text, purpose: "kept-for").hex.prefix(32))
    }

    private func proof(of word: String, at path: String) -> String {
        let text = [cookieToken ?? "", path, word].joined(separator: "\n")
        return String(parts.keys.lookUpIndex(text, purpose: "led-by").hex.prefix(32))
    }
}
