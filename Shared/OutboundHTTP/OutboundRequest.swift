package import Foundation

/// One HTTP request to an outside provider.
package struct OutboundRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package var method: Method
    package var url: String
    package var headers: OutboundHeaders
    package var body: Data?
    /// From now until the last byte of the reply, connecting included; nil for the client's own limit.
    package var timeout: Duration?
    /// Whether a repeat is harmless; true by default for everything but POST.
    ///
    /// If not, no kept-alive connection is used, because libcurl quietly sends again when it finds one just closed.
    package var mayRepeat: Bool

    package init(
        method: Method,
        url: String,
        headers: OutboundHeaders = [:],
        body: Data? = nil,
        timeout: Duration? = nil,
        mayRepeat: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.mayRepeat = mayRepeat ?? (method != .post)
    }
}
