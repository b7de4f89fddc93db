import Hummingbird
import ServiceLifecycle

extension HTTPError {
    /// The provider's own error.
    static var providerBroken: HTTPError {
        HTTPError(.internalServerError, message: "the provider is out of order")
    }

    /// Too many calls: come back in a second.
    static var providerLimited: HTTPError {
        HTTPError(.tooManyRequests, headers: [.retryAfter: "1"], message: "too many calls")
    }

    /// What is said at the end of a silence, when nobody listens any more.
    static var providerSilent: HTTPError {
        HTTPError(.gatewayTimeout, message: "no answer")
    }
}

/// Says nothing for the given time, or until the sandbox is stopped.
func keepSilent(for time: Duration) async {
    await cancelWhenGracefulShutdown {
        try? await Task.sleep(for: time)
    }
}
