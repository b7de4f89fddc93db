import CCurl
import Foundation

/// One request on its way.
///
/// `@unchecked Sendable`: all mutable state belongs to the worker's thread from the moment the transfer is handed over under the worker's lock.
final class CurlTransfer: @unchecked Sendable {
    let cancellation: TransferCancellation
    private(set) var easy: UnsafeMutableRawPointer?

    private let request: OutboundRequest
    private let url: OutboundURL
    private let limits: OutboundLimits
    private let continuation: CheckedContinuation<Result<OutboundResponse, OutboundError>, Never>
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    private let reply: CurlReply

    init(
        request: OutboundRequest,
        url: OutboundURL,
        limits: OutboundLimits,
        cancellation: TransferCancellation,
        continuation: CheckedContinuation<Result<OutboundResponse, OutboundError>, Never>
    ) {
        self.request = request
        self.url = url
        self.limits = limits
        self.cancellation = cancellation
        self.continuation = continuation
        self.reply = CurlReply(limits: limits)
    }

    /// Makes the handle; false when libcurl has no memory left or knows an option not.
    func prepare() -> Bool {
        guard let easy = curl_easy_init() else { return false }
        self.easy = easy
        var options = CurlOptions(easy: easy)
        options.setSafety(limits)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.wholeMilliseconds)
        options.set(CURLOPT_TIMEOUT_MS, (request.timeout ?? limits.totalTimeout).wholeMilliseconds)
        // libcurl sends a request again, a POST too, when the kept-alive connection it chose turns out closed.
        options.set(CURLOPT_FRESH_CONNECT, request.mayRepeat ? 0 : 1)
        options.set(url)
        options.set(request.method, body: request.body)
        headerLines = options.set(request.headers)
        options.set(reply, refusesInsideAddresses: limits.refusesInsideAddresses)
        return options.areAccepted
    }

    /// Ends the transfer by curl's result; call once, after the handle has left the multi handle.
    func finish(_ code: CURLcode) {
        var status = 0
        if let easy { _ = suiyue_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status) }
        if code == CURLE_OK && status > 0 {
            end(.success(OutboundResponse(status: status, headers: reply.headers, body: reply.body)))
        } else {
            fail(code == CURLE_OK ? .invalidReply : reply.abortReason ?? .init(code), code: code)
        }
    }

    /// Ends the transfer for a reason of our own.
    func fail(_ reason: OutboundError.Reason, code: CURLcode? = nil) {
        var requestBytes = 0
        if let easy { _ = suiyue_curl_get_long(easy, CURLINFO_REQUEST_SIZE, &requestBytes) }
        let error = OutboundError(
            reason,
            target: "\(request.method.rawValue) \(url.origin)",
            mayHaveArrived: requestBytes > 0,
            curlCode: code.map { Int32($0.rawValue) }
        )
        end(.failure(error))
    }

    private func end(_ result: Result<OutboundResponse, OutboundError>) {
        if let easy { curl_easy_cleanup(easy) }
        curl_slist_free_all(headerLines)
        easy = nil
        headerLines = nil
        continuation.resume(returning: result)
    }
}

extension Duration {
    /// At least 1, because 0 means "no limit" to libcurl.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 86_400 else { return 86_400_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
