import Cryptography
import Foundation
import Identifiers
import Messages

/// What earlier steps of a form collected, sealed for the visitor it belongs to: it may hold personal values.
package enum SealedCarry {
    static let name = "carry"

    private struct Envelope<State: Codable>: Codable {
        let owner: String
        let purpose: String
        let state: State
    }

    /// Makes the hidden input that carries `state` to the next step of the form called `purpose`.
    package static func seal<State: Codable>(_ state: State, for purpose: String, _ visit: Visit) throws -> [Carried] {
        let envelope = Envelope(owner: owner(visit), purpose: purpose, state: state)
        let text = String(decoding: try JSONEncoder().encode(envelope), as: UTF8.self)
        return [Carried(name: name, value: try visit.seal(text, context).envelope)]
    }

    /// Nil when nothing is carried, or when it is not this visitor's or not of this form.
    package static func open<State: Codable>(_: State.Type, for purpose: String, _ visit: Visit) -> State? {
        guard let text = visit.posted(name), let sealed = try? SealedText(envelope: text),
            let plain = try? visit.open(sealed, context),
            let envelope = try? JSONDecoder().decode(Envelope<State>.self, from: Data(plain.utf8)),
            envelope.owner == owner(visit), envelope.purpose == purpose
        else { return nil }
        return envelope.state
    }

    private static let context = "page-carry"

    private static func owner(_ visit: Visit) -> String {
        [visit.caller.accountID?.description, visit.caller.enterpriseID?.description].map { $0 ?? "-" }
            .joined(separator: "/")
    }
}
