/// Why there is no reply; the text names method and host only and is safe to log.
package struct OutboundError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: String, Sendable {
        /// Connecting or the whole exchange took longer than allowed.
        case timedOut = "timed out"
        /// Refused, unreachable, or closed before the reply was complete.
        case connectionFailed = "connection failed"
        case dns = "host name not resolved"
        /// The handshake failed or the certificate is not trusted.
        case tls = "TLS failed"
        case tooLarge = "reply too large"
        /// The address is not one of the configured ones.
        case hostNotAllowed = "host not allowed"
        case cancelled = "cancelled"
        /// The URL or a header is malformed.
        case invalidRequest = "request malformed"
        /// What came back is not HTTP.
        case invalidReply = "reply malformed"
        /// The client was closed.
        case closed = "client closed"
    }

    package let reason: Reason
    /// Whether the provider may have received the request: only if not, is a repeat surely the first.
    package let mayHaveArrived: Bool
    private let target: String
    private let curlCode: Int32?

    init(_ reason: Reason, target: String, mayHaveArrived: Bool = false, curlCode: Int32? = nil) {
        self.reason = reason
        self.target = target
        self.mayHaveArrived = mayHaveArrived
        self.curlCode = curlCode
    }

    package var description: String {
        let code = curlCode.map { " (curl \($0))" } ?? ""
        return "\(target): \(reason.rawValue)\(code)"
    }
}
