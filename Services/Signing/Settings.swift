import Foundation
import Messages
import Messaging
import ObjectStore
import Operations

/// What the signing service can be told.
struct SigningSettings: Sendable {
    let runtime: RuntimeSettings
    let authority: AuthorityFiles
    /// Nil only when the setting was wrong, which stops the start.
    let store: ObjectStoreSettings?

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .signing, operationsPort: 8074)
        authority = AuthorityFiles(settings)
        store = ObjectStoreSettings.declared(in: settings)
    }
}

extension AuthorityFiles {
    init(_ settings: Settings) {
        directory = URL(
            fileURLWithPath: settings.text("AUTHORITY_DIRECTORY", help: "Where the certificate authority's files lie"),
            isDirectory: true
        )
        passphrase = settings.secret("AUTHORITY_PASSPHRASE", help: "Opens the authority's keys")
        revocationListURL = settings.optionalText(
            "REVOCATION_LIST_URL",
            help: "Address of the revocation list that certificates name"
        )
    }
}
