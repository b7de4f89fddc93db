import Cryptography
import Foundation

@testable import ObjectStore

/// A directory that is gone after the body.
func withTemporaryDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let path = NSTemporaryDirectory() + "/object-store-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}

func sealingKeys() throws -> SealingKeys {
    try SealingKeys(setting: "k1:\(SecureRandom.bytes(32).base64EncodedString())")
}

/// Nil when nothing was thrown.
func problem<Value>(_ body: () async throws(ObjectStoreError) -> Value) async -> ObjectStoreError.Reason? {
    do throws(ObjectStoreError) {
        _ = try await body()
        return nil
    } catch {
        return error.reason
    }
}

/// Looks like a document and holds a sentence that must not be found anywhere.
let plainSentence = "身份证号 11010519491231002X, phone 13800000001"
let plainDocument = Data("%PDF-1.7\n\(plainSentence)\n%%EOF\n".utf8)
