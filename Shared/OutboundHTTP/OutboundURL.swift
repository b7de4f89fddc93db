import CCurl

/// A URL read by libcurl's own parser, so that the host that was checked is the host that is connected to.
///
/// `@unchecked Sendable`: the handle is written only in `init` and afterwards only read.
final class OutboundURL: @unchecked Sendable {
    let handle: OpaquePointer
    let scheme: String
    /// Lower case; IPv6 in brackets.
    let host: String
    let port: Int
    let isPortGiven: Bool
    let path: String

    /// Takes `http` and `https` only, without user information and without an IPv6 zone.
    init(_ text: String) throws(OutboundError) {
        let malformed = OutboundError(.invalidRequest, target: "URL")
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }), let handle = curl_url()
        else { throw malformed }
        self.handle = handle
        guard
            curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle)?.lowercased(), scheme == "http" || scheme == "https",
            Self.part(CURLUPART_USER, of: handle) == nil,
            Self.part(CURLUPART_PASSWORD, of: handle) == nil,
            Self.part(CURLUPART_ZONEID, of: handle) == nil,
            let host = Self.part(CURLUPART_HOST, of: handle)?.lowercased(), !host.isEmpty,
            let port = Self.part(CURLUPART_PORT, of: handle, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
        else {
            // No handle outlives a failed initialiser: deinit does not run before every property is set.
            curl_url_cleanup(handle)
            throw malformed
        }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.isPortGiven = Self.part(CURLUPART_PORT, of: handle) != nil
        self.path = Self.part(CURLUPART_PATH, of: handle) ?? "/"
    }

    deinit {
        curl_url_cleanup(handle)
    }

    var defaultPort: Int {
        scheme == "https" ? 443 : 80
    }

    /// Host and, where it is not the scheme's own, port.
    var authority: String {
        port == defaultPort ? host : "\(host):\(port)"
    }

    /// What may be logged of it.
    var origin: String {
        "\(scheme)://\(authority)"
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
