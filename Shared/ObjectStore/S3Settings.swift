import Foundation

/// How to reach an S3 store; it prints without the secret.
package struct S3Settings: Sendable, CustomStringConvertible, CustomReflectable {
    /// Scheme, host and port, such as `https://s3.example.cn:9000`; buckets go into the path.
    package let endpoint: String
    package let region: String
    package let bucket: String
    package let accessKey: String
    let secretKey: String
    /// Whether an absent bucket is made at the first write.
    package let mayCreateBucket: Bool

    package init(
        endpoint: String,
        region: String,
        bucket: String,
        accessKey: String,
        secretKey: String,
        mayCreateBucket: Bool
    ) {
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.region = region
        self.bucket = bucket
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.mayCreateBucket = mayCreateBucket
    }

    /// Whether the endpoint is `http(s)://host[:port]` and no more.
    var hasReadableEndpoint: Bool {
        let parts = endpoint.components(separatedBy: "://")
        return parts.count == 2 && ["http", "https"].contains(parts[0]) && !parts[1].isEmpty
            && !parts[1].contains { "/?#@".contains($0) }
    }

    /// What the `Host` header says: the scheme's own port is left out, as HTTP clients do.
    var authority: String {
        let parts = endpoint.components(separatedBy: "://")
        let ownPort = parts[0] == "https" ? ":443" : ":80"
        let authority = parts.last?.lowercased() ?? ""
        return authority.hasSuffix(ownPort) ? String(authority.dropLast(ownPort.count)) : authority
    }

    package var description: String {
        "S3 bucket \(bucket) at \(endpoint)"
    }

    package var customMirror: Mirror {
        Mirror(self, children: [])
    }
}
