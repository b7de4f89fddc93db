/// What a client grants any one provider.
package struct OutboundLimits: Sendable {
    package var connectTimeout: Duration
    /// Used when a request names none of its own.
    package var totalTimeout: Duration
    package var maximumReplyBytes: Int
    package var maximumConnectionsPerHost: Int
    /// For providers on the public internet: refuses to connect when their name resolves to an address of an
    /// inside network, as after DNS rebinding.
    package var refusesInsideAddresses: Bool
    /// A PEM file of trusted roots in place of the system's.
    package var trustedRootsFile: String?

    package init(
        connectTimeout: Duration = .seconds(3),
        totalTimeout: Duration = .seconds(10),
        maximumReplyBytes: Int = 1 << 20,
        maximumConnectionsPerHost: Int = 32,
        refusesInsideAddresses: Bool = false,
        trustedRootsFile: String? = nil
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.maximumReplyBytes = maximumReplyBytes
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.refusesInsideAddresses = refusesInsideAddresses
        self.trustedRootsFile = trustedRootsFile
    }
}
