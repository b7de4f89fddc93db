import Failures

/// Sends HTTP requests to the hosts it was made for and to no other, on a thread of its own.
///
/// Redirects are not followed, proxies of the environment are not used, replies are capped, and every wait ends.
package final class OutboundHTTPClient: Sendable {
    private let allowedHosts: AllowedHosts
    private let limits: OutboundLimits
    private let worker: CurlWorker

    package init(allowedHosts: AllowedHosts, limits: OutboundLimits = OutboundLimits()) {
        self.allowedHosts = allowedHosts
        self.limits = limits
        self.worker = CurlWorker(maximumConnectionsPerHost: limits.maximumConnectionsPerHost)
        worker.start()
    }

    deinit {
        worker.close()
    }

    /// Returns the reply of any status, or throws when there is none; cancelling the task ends the request.
    package func send(_ request: OutboundRequest) async throws(OutboundError) -> OutboundResponse {
        HeldConnection.forbid("a provider is asked")
        let url = try OutboundURL(request.url)
        guard allowedHosts.contains(url) else { throw OutboundError(.hostNotAllowed, target: "URL") }
        guard request.headers.areWellFormed else { throw OutboundError(.invalidRequest, target: url.origin) }
        return try await perform(request, to: url).get()
    }

    /// Ends all requests with `closed`; later ones too.
    package func close() {
        worker.close()
    }

    private func perform(
        _ request: OutboundRequest,
        to url: OutboundURL
    ) async -> Result<OutboundResponse, OutboundError> {
        let cancellation = TransferCancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                worker.submit(
                    CurlTransfer(
                        request: request,
                        url: url,
                        limits: limits,
                        cancellation: cancellation,
                        continuation: continuation
                    )
                )
            }
        } onCancel: {
            cancellation.request()
            worker.noticeCancellations()
        }
    }
}
