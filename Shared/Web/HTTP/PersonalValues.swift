package import Cryptography
import Foundation
import Identifiers
import Messages

/// Personal values are sealed before they leave the process and opened only for whom they belong to.
extension Visit {
    /// A phone as messages carry it: sealed, and with the index by which it is found.
    package func sealedPhone(_ typed: String) throws -> (sealed: SealedText, index: String) {
        let text = Self.normalPhone(typed)
        return (try seal(text, SealContext.phone), phoneIndex(text))
    }

    /// The index under which a phone is found.
    package func phoneIndex(_ text: String) -> String {
        parts.keys.lookUpIndex(Self.normalPhone(text), purpose: LookUpPurpose.phone).hex
    }

    /// Seals a text as what `context` says it is.
    package func seal(_ text: String, _ context: String) throws -> SealedText {
        try parts.keys.seal(text, context: context)
    }

    /// Opens a sealed text that was sealed as `context`.
    package func open(_ sealed: SealedText, _ context: String) throws -> String {
        try parts.keys.open(sealed, context: context)
    }

    /// Eleven digits when the text is a number at all, however it was grouped.
    private static func normalPhone(_ typed: String) -> String {
        let text = typed.filter { !$0.isWhitespace && $0 != "-" }
        return MobileNumber(text)?.digits ?? text
    }
}
