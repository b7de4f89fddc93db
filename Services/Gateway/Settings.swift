import Cryptography
import Foundation
import Kafka
import Messaging
import ObjectStore
import Operations
import Web

/// What the Gateway can be told.
struct GatewaySettings: Sendable {
    let host: String
    let port: Int
    let publicURL: URL
    let publicDirectory: String
    let vendorDirectory: String
    let templatesDirectory: String
    let proxies: TrustedProxies
    let limits: RequestLimits
    let instance: Int
    /// Nil only when the setting was wrong, which stops the start.
    let keys: SealingKeys?
    let store: ObjectStoreSettings?
    let kafka: KafkaSettings
    let operations: OperationsSettings

    init(_ settings: Settings) {
        host = settings.text("GATEWAY_HOST", default: "127.0.0.1", help: "Address on which browsers are served")
        port = settings.port("GATEWAY_PORT", default: 8080, help: "Port of the pages and the JSON interface")
        publicURL = settings.url(
            "PUBLIC_URL",
            default: "http://127.0.0.1:8080",
            help: "Address under which people reach the platform; https makes cookies secure"
        )
        publicDirectory = settings.path(
            "GATEWAY_PUBLIC_DIRECTORY",
            default: "Services/Gateway/Public",
            mustExist: true,
            help: "Style sheets, scripts and icons, served below /public/"
        )
        vendorDirectory = settings.path(
            "GATEWAY_VENDOR_DIRECTORY",
            default: "Services/Gateway/Public/vendor",
            help: "Bootstrap and other files of the distribution, served below /public/vendor/"
        )
        templatesDirectory = settings.path(
            "GATEWAY_TEMPLATES_DIRECTORY",
            default: "Services/Gateway",
            mustExist: true,
            help: "Mustache templates of the pages"
        )
        proxies = Self.proxies(settings)
        limits = RequestLimits(
            address: Self.rate(settings, "ADDRESS", burst: 600, perSecond: 100, "one address may make"),
            guarded: Self.rate(
                settings,
                "LOGIN",
                burst: 120,
                perSecond: 2,
                "one address may make to log in or send codes"
            ),
            account: Self.rate(settings, "ACCOUNT", burst: 300, perSecond: 50, "one account may make")
        )
        instance = settings.value("INSTANCE", default: 0, placeholder: 0, help: Self.instanceHelp) {
            (text) throws(SettingRejected) in try Self.ordinal(text)
        }
        keys = settings.value(
            "SEALING_KEYS",
            default: nil,
            placeholder: nil,
            unit: "id:base64key[,…]",
            isSecret: true,
            help: "Keys that seal personal data, 32 bytes each; the first seals, all open"
        ) { (text) throws(SettingRejected) -> SealingKeys? in
            do { return try SealingKeys(setting: text) } catch {
                throw SettingRejected("is not a list of id:base64key with 32 bytes each")
            }
        }
        store = ObjectStoreSettings.declared(in: settings)
        kafka = KafkaSettings(settings)
        operations = OperationsSettings(settings, defaultPort: 8076)
    }

    private static let instanceHelp =
        "Ordinal of this process among the gateways, or a name that ends in one (gateway-1); answers come to it by this"

    /// `2` and `gateway-2` are 2, `gateway` is 0.
    static func ordinal(_ text: String) throws(SettingRejected) -> Int {
        let last = text.split(separator: "-").last.map(String.init) ?? ""
        guard let number = Int(last) else {
            if text.contains(where: \.isNumber) { throw SettingRejected("must be a number or end in -number") }
            return 0
        }
        guard (0...1023).contains(number) else { throw SettingRejected("must lie between 0 and 1023") }
        return number
    }

    private static func proxies(_ settings: Settings) -> TrustedProxies {
        let texts = settings.list(
            "GATEWAY_TRUSTED_PROXIES",
            default: [],
            help: "Addresses or networks of proxies whose X-Forwarded-For is believed"
        )
        if let proxies = TrustedProxies(texts) { return proxies }
        settings.report("GATEWAY_TRUSTED_PROXIES", "must be addresses or networks such as 10.0.0.0/8")
        return .none
    }

    private static func rate(
        _ settings: Settings,
        _ name: String,
        burst: Int,
        perSecond: Int,
        _ what: String
    ) -> Rate {
        Rate(
            burst: Double(
                settings.integer(
                    "GATEWAY_\(name)_BURST",
                    default: burst,
                    range: 1...1_000_000,
                    help: "Requests that \(what) at once"
                )
            ),
            perSecond: Double(
                settings.integer(
                    "GATEWAY_\(name)_RATE",
                    default: perSecond,
                    range: 1...100_000,
                    help: "Requests that \(what) in the long run",
                )
            )
        )
    }
}
