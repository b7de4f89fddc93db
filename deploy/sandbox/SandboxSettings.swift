/// What the sandbox needs to know before it starts.
struct SandboxSettings: Sendable {
    /// The address to listen on; `SANDBOX_HOST`, 127.0.0.1 unless told.
    var host: String
    /// The port to listen on, 0 for any free one; `SANDBOX_PORT`, 8090 unless told.
    var port: Int
    /// The bearer token every provider call must carry; `SANDBOX_TOKEN`, required.
    var token: String
    /// How long a provider that "does not answer" keeps the caller waiting.
    var silence: Duration

    init(host: String = "127.0.0.1", port: Int, token: String, silence: Duration = .seconds(30)) {
        self.host = host
        self.port = port
        self.token = token
        self.silence = silence
    }

    init(environment: [String: String]) throws(SettingsProblem) {
        let portText = environment["SANDBOX_PORT"] ?? "8090"
        guard let port = Int(portText), (0...65535).contains(port) else {
            throw SettingsProblem(reason: "SANDBOX_PORT is not a port number")
        }
        guard let token = environment["SANDBOX_TOKEN"], !token.isEmpty else {
            throw SettingsProblem(reason: "SANDBOX_TOKEN is missing: the bearer token the services present")
        }
        self.init(host: environment["SANDBOX_HOST"] ?? "127.0.0.1", port: port, token: token)
    }
}

/// A setting the sandbox cannot start with.
struct SettingsProblem: Error {
    let reason: String
}
