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
    let operationLogDays: Int

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .identity, operationsPort: 8071)
        carrierURL = settings.text("CARRIER_URL", help: "Address of the carriers' three-factor check")
        registerURL = settings.text("REGISTER_URL", help: "Address of the company register")
        providerToken = settings.secret("PROVIDER_TOKEN", help: "What the providers of checks know us by")
        operationLogDays = settings.integer(
            "OPERATION_LOG_DAYS",
            default: 1096,
            range: 183...36_500,
            unit: "days",
            help: "How long the operation log is kept; the law asks for six months"
        )
    }

    var providers: Providers {
        Providers(
            carrier: ProviderClient(base: carrierURL, token: providerToken.reveal()),
            register: ProviderClient(base: registerURL, token: providerToken.reveal())
        )
    }
}
