import HTTPTypes
import Hummingbird

/// What every answer says to browsers about how far it may be trusted.
struct SecurityHeaders: Sendable {
    static let policyOfPages = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "manifest-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
    static let policyOfDownloads = "sandbox; default-src 'none'; frame-ancestors 'none'"
    private static let policyOfData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    let isHTTPS: Bool

    func add(to headers: inout HTTPFields) {
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = Self.policyOfData }
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.crossOriginOpenerPolicy] = "same-origin"
        headers[.crossOriginResourcePolicy] = "same-origin"
        headers[.permissionsPolicy] = "geolocation=(), microphone=(), payment=(), usb=()"
        if isHTTPS { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = constant("Referrer-Policy")
    static let permissionsPolicy = constant("Permissions-Policy")
    static let crossOriginOpenerPolicy = constant("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = constant("Cross-Origin-Resource-Policy")
    static let idempotencyKey = constant("Idempotency-Key")
    static let requestID = constant("X-Request-ID")
    static let csrfToken = constant("X-CSRF-Token")
    static let traceparent = constant("traceparent")
    static let forwardedFor = constant("X-Forwarded-For")

    /// The names above are all tokens; the fallback is never seen.
    private static func constant(_ text: String) -> HTTPField.Name {
        HTTPField.Name(text) ?? .userAgent
    }
}
