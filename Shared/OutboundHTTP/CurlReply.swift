import CCurl
import Foundation

/// What has come back of one request so far; used on the worker's thread only.
final class CurlReply {
    private(set) var headers = OutboundHeaders()
    private(set) var body = Data()
    /// Why the transfer was stopped from here, where libcurl knows only that it was.
    private(set) var abortReason: OutboundError.Reason?

    private let maximumBytes: Int
    private var headerBytes = 0
    private static let maximumHeaderBytes = 64 << 10

    init(limits: OutboundLimits) {
        self.maximumBytes = limits.maximumReplyBytes
    }

    func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= maximumBytes else {
            abortReason = .tooLarge
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            abortReason = .tooLarge
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // An interim reply (100, 103) came before this one; its fields are not the answer's.
            headers = OutboundHeaders()
        } else if let colon = line.firstIndex(of: ":") {
            headers.append(
                name: String(line[..<colon]),
                value: line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            )
        }
        return true
    }

    func mayConnect(toIPAddress bytes: [UInt8]) -> Bool {
        guard isInsideAddress(bytes) else {
            abortReason = nil
            return true
        }
        abortReason = .hostNotAllowed
        return false
    }
}

extension OutboundError.Reason {
    /// The reason behind libcurl's own result.
    init(_ code: CURLcode) {
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            self = .timedOut
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self = .dns
        case CURLE_FILESIZE_EXCEEDED:
            self = .tooLarge
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
            self = .tls
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            self = .invalidRequest
        // The URL was checked before, so an unsupported protocol is the reply's: what came is not HTTP/1.
        case CURLE_OK, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            self = .invalidReply
        default:
            self = .connectionFailed
        }
    }
}
