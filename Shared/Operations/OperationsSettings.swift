/// Where the operations port listens.
package struct OperationsSettings: Sendable {
    package let host: String
    package let port: Int

    package init(_ settings: Settings, defaultPort: Int) {
        host = settings.text(
            "OPERATIONS_HOST",
            default: "127.0.0.1",
            help: "Address on which /healthz, /readyz and /metrics are served"
        )
        port = settings.port(
            "OPERATIONS_PORT",
            default: defaultPort,
            help: "Port of /healthz, /readyz and /metrics; 0 lets the system choose"
        )
    }
}
