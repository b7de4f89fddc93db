import Cryptography
import Foundation
import HTTPTypes
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
