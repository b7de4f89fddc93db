import Messages
import Messaging
import Operations
import OutboundHTTP

/// What the identity service can be told.
struct IdentitySettings: Sendable {
    let runtime: RuntimeSettings
    let carrierURL: String
    let registerURL: String
    let providerToken: Secret

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .identity, operationsPort: 8071)
        carrierURL = settings.text("CARRIER_URL", help: "Address of the carriers' three-factor check")
        registerURL = settings.text("REGISTER_URL", help: "Address of the company register")
        providerToken = settings.secret("PROVIDER_TOKEN", help: "What the providers of checks know us by")
    }

    var providers: Providers {
        Providers(
            carrier: ProviderClient(base: carrierURL, token: providerToken.reveal()),
            register: ProviderClient(base: registerURL, token: providerToken.reveal())
        )
    }
}
