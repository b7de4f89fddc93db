package import Cryptography
import Foundation

/// Where objects are kept, as read from the environment: a directory or an S3 bucket, never both.
///
/// | key | meaning |
/// |---|---|
/// | `OBJECT_STORE_DIRECTORY` | absolute path; made when absent |
/// | `S3_ENDPOINT` | `http(s)://host[:port]`, buckets in the path |
/// | `S3_REGION` | default `us-east-1` |
/// | `S3_BUCKET` | 3 to 63 lower-case letters, digits, dots and hyphens |
/// | `S3_ACCESS_KEY`, `S3_SECRET_KEY` | the secret is never printed |
/// | `S3_CREATE_BUCKET` | `true` makes an absent bucket at the first write; default `false` |
package struct ObjectStoreSettings: Sendable {
    package enum Place: Sendable {
        case directory(String)
        case s3(S3Settings)
    }

    /// Everything that is wrong, one sentence each, without secret values.
    package struct Problems: Error, Sendable, CustomStringConvertible {
        package let all: [String]

        package var description: String {
            all.joined(separator: "; ")
        }
    }

    package let place: Place

    package init(environment: [String: String]) throws(Problems) {
        let values = environment.filter { !$0.value.isEmpty }
        var problems: [String] = []
        if let directory = values["OBJECT_STORE_DIRECTORY"] {
            if !directory.hasPrefix("/") { problems.append("OBJECT_STORE_DIRECTORY is not an absolute path") }
            if values["S3_ENDPOINT"] != nil {
                problems.append("OBJECT_STORE_DIRECTORY and S3_ENDPOINT exclude each other")
            }
            self.place = .directory(directory)
        } else if values["S3_ENDPOINT"] != nil {
            self.place = .s3(Self.s3(values, &problems))
        } else {
            throw Problems(all: ["one of OBJECT_STORE_DIRECTORY and S3_ENDPOINT is needed"])
        }
        guard problems.isEmpty else { throw Problems(all: problems) }
    }

    /// Opens the store; a directory is made here, a bucket at the first write.
    package func open(keys: SealingKeys) throws(ObjectStoreError) -> EncryptedObjectStore {
        switch place {
        case .directory(let path): EncryptedObjectStore(base: try DirectoryObjectStore(path: path), keys: keys)
        case .s3(let settings): EncryptedObjectStore(base: try S3ObjectStore(settings: settings), keys: keys)
        }
    }

    private static func s3(_ values: [String: String], _ problems: inout [String]) -> S3Settings {
        for key in ["S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"] where values[key] == nil {
            problems.append("\(key) is needed with S3_ENDPOINT")
        }
        let creates = values["S3_CREATE_BUCKET"] ?? "false"
        if !["true", "false"].contains(creates) { problems.append("S3_CREATE_BUCKET is neither true nor false") }
        let settings = S3Settings(
            endpoint: values["S3_ENDPOINT"] ?? "",
            region: values["S3_REGION"] ?? "us-east-1",
            bucket: values["S3_BUCKET"] ?? "",
            accessKey: values["S3_ACCESS_KEY"] ?? "",
            secretKey: values["S3_SECRET_KEY"] ?? "",
            mayCreateBucket: creates == "true"
        )
        if !settings.hasReadableEndpoint { problems.append("S3_ENDPOINT is not http(s)://host[:port]") }
        if !settings.bucket.isEmpty && !isBucketName(settings.bucket) {
            problems.append("S3_BUCKET is not 3 to 63 lower-case letters, digits, dots and hyphens")
        }
        if !settings.region.utf8.allSatisfy({ isLowerOrDigit($0) || $0 == 0x2D }) {
            problems.append("S3_REGION is not lower-case letters, digits and hyphens")
        }
        if !settings.accessKey.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x2C }) {
            problems.append("S3_ACCESS_KEY has characters that a header cannot carry")
        }
        return settings
    }

    private static func isBucketName(_ text: String) -> Bool {
        (3...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLowerOrDigit($0) || $0 == 0x2D || $0 == 0x2E }
            && text.utf8.first.map(isLowerOrDigit) == true && text.utf8.last.map(isLowerOrDigit) == true
            && !text.contains("..")
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
