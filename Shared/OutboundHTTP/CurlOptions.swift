import CCurl
import Foundation

/// Sets the options of one easy handle and remembers whether libcurl accepted every one.
struct CurlOptions {
    let easy: UnsafeMutableRawPointer
    private(set) var areAccepted = true

    init(easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    /// What keeps a request on the way that was checked: no redirect, no proxy from the environment, no other protocol.
    mutating func setSafety(_ limits: OutboundLimits) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_PROXY, "")
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_TCP_KEEPALIVE, 1)
        note(suiyue_curl_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.maximumReplyBytes)))
        if let file = limits.trustedRootsFile { set(CURLOPT_CAINFO, file) }
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(suiyue_curl_set_long(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(suiyue_curl_set_string(easy, option, value))
    }

    mutating func set(_ url: OutboundURL) {
        note(suiyue_curl_set_url(easy, url.handle))
    }

    mutating func set(_ method: OutboundRequest.Method, body: Data?) {
        if method == .head {
            set(CURLOPT_NOBODY, 1)
        } else if let body = body ?? (method == .get || method == .delete ? nil : Data()) {
            // The size first: without it libcurl would copy up to the first zero byte.
            note(suiyue_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
            let bytes = body.isEmpty ? Data([0]) : body
            note(bytes.withUnsafeBytes { suiyue_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) })
            set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        } else {
            set(CURLOPT_CUSTOMREQUEST, method.rawValue)
        }
    }

    /// Returns the list that must live until the handle is cleaned up.
    mutating func set(_ headers: OutboundHeaders) -> UnsafeMutablePointer<curl_slist>? {
        // A name with nothing behind the colon takes away what libcurl would send by itself.
        var lines = ["Expect:"]
        if headers["Content-Type"] == nil { lines.append("Content-Type:") }
        if headers["User-Agent"] == nil { lines.append("User-Agent: Suiyue") }
        lines += headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                areAccepted = false
                break
            }
            list = longer
        }
        note(suiyue_curl_set_headers(easy, list))
        return list
    }

    /// The reply must live until the handle is cleaned up: libcurl keeps only its address.
    mutating func set(_ reply: CurlReply, refusesInsideAddresses: Bool) {
        let context = Unmanaged.passUnretained(reply).toOpaque()
        note(suiyue_curl_set_pointer(easy, CURLOPT_WRITEDATA, context))
        note(suiyue_curl_set_pointer(easy, CURLOPT_HEADERDATA, context))
        note(suiyue_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, takeBody))
        note(suiyue_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, takeHeader))
        guard refusesInsideAddresses else { return }
        note(suiyue_curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context))
        note(suiyue_curl_set_socket_callback(easy, openOutsideSocket))
    }

    private mutating func note(_ code: CURLcode) {
        areAccepted = areAccepted && code == CURLE_OK
    }
}

private let takeBody: suiyue_curl_data_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let reply = Unmanaged<CurlReply>.fromOpaque(context).takeUnretainedValue()
    return reply.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let takeHeader: suiyue_curl_data_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let reply = Unmanaged<CurlReply>.fromOpaque(context).takeUnretainedValue()
    return reply.take(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let openOutsideSocket: suiyue_curl_socket_callback = { context, _, address in
    let noSocket: curl_socket_t = -1
    guard let context, let address else { return noSocket }
    let reply = Unmanaged<CurlReply>.fromOpaque(context).takeUnretainedValue()
    guard reply.mayConnect(toIPAddress: ipAddress(of: address)) else { return noSocket }
    return socket(
        address.pointee.family,
        address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
        address.pointee.protocol
    )
}

/// The bytes of an IPv4 or IPv6 address; none for any other family.
///
/// Takes the pointer, not the value: an IPv6 address runs past the field that the structure declares.
private func ipAddress(of address: UnsafeMutablePointer<curl_sockaddr>) -> [UInt8] {
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return [] }
    let bytes = UnsafeRawPointer(address) + offset
    switch address.pointee.family {
    case AF_INET:
        return Array(UnsafeRawBufferPointer(start: bytes + 4, count: 4))
    case AF_INET6:
        return Array(UnsafeRawBufferPointer(start: bytes + 8, count: 16))
    default:
        return []
    }
}
