// Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Foundation

extension OneTimeCode {
    @_disfavoredOverload
    package init(id: UUID, digest: Data, wrongTries: Int, expiresAt: Date, _: Never? = nil) {
        self.id = id
        self.digest = digest
        self.wrongTries = wrongTries
        self.expiresAt = expiresAt
    }
}
