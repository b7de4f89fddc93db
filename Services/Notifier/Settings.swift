import Messages
import Messaging
import Operations
import OutboundHTTP

/// What the notifier can be told.
struct NotifierSettings: Sendable {
    let runtime: RuntimeSettings
    let smsURL: String
    let smsToken: Secret
    let publicURL: String

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .notifier, operationsPort: 8075)
        smsURL = settings.text("SMS_URL", help: "Address of the SMS provider, generic dialect")
        smsToken = settings.secret("SMS_TOKEN", help: "What the SMS provider knows us by")
        publicURL = settings.text(
            "PUBLIC_URL",
            default: "http://127.0.0.1:8080",
            help: "Scheme and host at which people reach the platform; links in messages begin with it"
        )
    }

    var messages: ProviderClient { ProviderClient(base: smsURL, token: smsToken.reveal()) }
}
