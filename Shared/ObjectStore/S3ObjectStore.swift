package import Foundation
import OutboundHTTP

/// Keeps blobs in one bucket of an S3 store, addressed by path.
package struct S3ObjectStore: BlobStore {
    private let settings: S3Settings
    private let client: OutboundHTTPClient
    private let signature: AWSSignature
    private let now: @Sendable () -> Date

    /// Every call ends within about three times `timeout`, as failures of the store are tried twice again.
    package init(
        settings: S3Settings,
        timeout: Duration = .seconds(20),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(ObjectStoreError) {
        let hosts = AllowedHosts([settings.endpoint])
        guard hosts.unreadable.isEmpty, settings.hasReadableEndpoint
        else { throw ObjectStoreError(.misconfigured, "endpoint is not scheme, host and port") }
        self.settings = settings
        self.client = OutboundHTTPClient(
            allowedHosts: hosts,
            limits: OutboundLimits(totalTimeout: timeout, maximumReplyBytes: 64 << 20)
        )
        self.signature = AWSSignature(
            accessKey: settings.accessKey,
            secretKey: settings.secretKey,
            region: settings.region,
            service: "s3"
        )
        self.now = now
    }

    package func write(_ bytes: Data, key: BlobKey) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            _ = try await exchange(.put, path(of: key), body: bytes)
        } catch  where error.reason == .noBucket && settings.mayCreateBucket {
            try await createBucket()
            _ = try await exchange(.put, path(of: key), body: bytes)
        }
    }

    package func read(_ key: BlobKey) async throws(ObjectStoreError) -> Data {
        try await exchange(.get, path(of: key)).body
    }

    package func remove(_ key: BlobKey) async throws(ObjectStoreError) {
        do throws(ObjectStoreError) {
            _ = try await exchange(.delete, path(of: key))
        } catch  where error.reason == .missing {
            return
        }
    }

    package func contains(_ key: BlobKey) async throws(ObjectStoreError) -> Bool {
        do throws(ObjectStoreError) {
            _ = try await exchange(.head, path(of: key))
            return true
        } catch  where error.reason == .missing {
            return false
        }
    }

    package func probe() async throws(ObjectStoreError) {
        try await write(Data("probe".utf8), key: BlobKey("probe/\(String(repeating: "0", count: 64))"))
    }

    private func createBucket() async throws(ObjectStoreError) {
        let place = "<CreateBucketConfiguration><LocationConstraint>\(settings.region)</LocationConstraint>"
        // The first region is the default and must not be named.
        let body = settings.region == "us-east-1" ? "" : "\(place)</CreateBucketConfiguration>"
        _ = try await exchange(.put, "/\(settings.bucket)", body: Data(body.utf8), acceptedStatus: 409)
    }

    private func path(of key: BlobKey) -> String {
        "/\(settings.bucket)/\(key)"
    }

    private func exchange(
        _ method: OutboundRequest.Method,
        _ path: String,
        body: Data = Data(),
        acceptedStatus: Int? = nil
    ) async throws(ObjectStoreError) -> OutboundResponse {
        var pauses: [Duration] = [.milliseconds(100), .milliseconds(500)]
        while true {
            let failure: ObjectStoreError
            do throws(ObjectStoreError) {
                let response = try await attempt(method, path, body)
                guard !response.isSuccess, response.status != acceptedStatus else { return response }
                failure = S3Failure.error(of: response)
            } catch {
                failure = error
            }
            guard failure.isRetriable, !pauses.isEmpty, !Task.isCancelled else { throw failure }
            try? await Task.sleep(for: pauses.removeFirst())
        }
    }

    private func attempt(
        _ method: OutboundRequest.Method,
        _ path: String,
        _ body: Data
    ) async throws(ObjectStoreError) -> OutboundResponse {
        let headers = signature.sign(
            method: method.rawValue,
            path: path,
            headers: ["Host": settings.authority],
            body: body,
            at: now()
        )
        let request = OutboundRequest(
            method: method,
            url: settings.endpoint + path,
            headers: headers,
            body: method == .put ? body : nil
        )
        do throws(OutboundError) {
            return try await client.send(request)
        } catch {
            let isLasting = [.tls, .hostNotAllowed, .invalidRequest, .tooLarge].contains(error.reason)
            throw ObjectStoreError(isLasting ? .misconfigured : .unavailable, "\(error)")
        }
    }
}
