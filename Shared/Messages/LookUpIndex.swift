import Cryptography
package import Foundation

extension Data {
    /// The look-up index that a request carries in hexadecimal.
    package init(index hex: String) throws(Refusal) {
        guard let data = Data(hex: hex), data.count == 32 else { throw Refusal("messaging.malformed", .malformed) }
        self = data
    }
}
