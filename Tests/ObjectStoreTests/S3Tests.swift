import Cryptography
import Foundation
import Identifiers
import OutboundHTTP
import Testing

@testable import ObjectStore

@Suite(.enabled(if: MotoServer.isInstalled, "needs moto_server: pip install 'moto[server]'"), WithMotoServer())
struct `Objects in an S3 bucket` {
    /// Every test has a bucket of its own.
    private let bucket = "b-\(UUID().uuidString.lowercased())"

    @Test func `are kept, found, fetched and deleted in a bucket made on the way`() async throws {
        let server = try #require(WithMotoServer.current)
        let store = EncryptedObjectStore(base: try s3(server), keys: try sealingKeys())
        let reference = try await store.put(plainDocument, kind: .document)
        #expect(try await store.get(reference) == plainDocument)
        #expect(try await store.exists(reference))
        #expect(try await store.put(plainDocument, kind: .document) == reference)
        try await store.delete(reference)
        try await store.delete(reference)
        #expect(try await store.exists(reference) == false)
        #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .missing)
    }

    @Test func `that are notes are written over, read and removed`() async throws {
        let server = try #require(WithMotoServer.current)
        let store = EncryptedObjectStore(base: try s3(server), keys: try sealingKeys())
        let id = UUID()
        try await store.writeNote(Data("first".utf8), as: id)
        try await store.writeNote(plainDocument, as: id)
        #expect(try await store.note(id) == plainDocument)
        try await store.removeNote(id)
        try await store.removeNote(id)
        #expect(try await store.note(id) == nil)
    }

    @Test func `of ten megabytes and of none come back byte for byte`() async throws {
        let server = try #require(WithMotoServer.current)
        let store = EncryptedObjectStore(base: try s3(server), keys: try sealingKeys())
        for bytes in [Data((0..<(10 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7) }), Data()] {
            #expect(try await store.get(store.put(bytes, kind: .upload)) == bytes)
        }
    }

    @Test func `hold no plain text, and what was changed there is refused`() async throws {
        let server = try #require(WithMotoServer.current)
        let base = try s3(server)
        let store = EncryptedObjectStore(base: base, keys: try sealingKeys())
        let reference = try await store.put(plainDocument, kind: .document)
        let key = try BlobKey(reference.key)
        var sealed = try await base.read(key)
        for part in [plainSentence, "13800000001", "%PDF", reference.sha256] {
            #expect(sealed.range(of: Data(part.utf8)) == nil)
        }
        sealed[sealed.count / 2] ^= 1
        try await base.write(sealed, key: key)
        #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .damaged)
    }

    @Test func `have keys of ASCII only, the same in the bucket`() async throws {
        let server = try #require(WithMotoServer.current)
        let base = try s3(server)
        let store = EncryptedObjectStore(base: base, keys: try sealingKeys())
        let reference = try await store.put(Data("合同".utf8), kind: .pageImage)
        #expect(reference.key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        let signature = AWSSignature(
            accessKey: server.accessKey,
            secretKey: server.secretKey,
            region: "us-east-1",
            service: "s3"
        )
        let host = server.endpoint.replacing("http://", with: "")
        let headers = signature.sign(
            method: "GET",
            path: "/\(bucket)",
            query: "list-type=2",
            headers: ["Host": host],
            body: Data(),
            at: Date()
        )
        let listing = try await OutboundHTTPClient(allowedHosts: [host]).send(
            OutboundRequest(method: .get, url: "\(server.endpoint)/\(bucket)?list-type=2", headers: headers)
        )
        #expect(String(decoding: listing.body, as: UTF8.self).contains("<Key>\(reference.key)</Key>"))
    }

    @Test func `are out of reach with a wrong secret or an unknown access key`() async throws {
        let server = try #require(WithMotoServer.current)
        let reference = try await EncryptedObjectStore(base: try s3(server), keys: try sealingKeys())
            .put(plainDocument, kind: .document)
        for base in [try s3(server, secretKey: "wrong"), try s3(server, accessKey: "AKIAUNKNOWN")] {
            let store = EncryptedObjectStore(base: base, keys: try sealingKeys())
            #expect(await problem { () throws(ObjectStoreError) in try await store.get(reference) } == .refused)
            #expect(await problem { () throws(ObjectStoreError) in try await store.exists(reference) } == .refused)
            #expect(await problem { () throws(ObjectStoreError) in try await store.delete(reference) } == .refused)
            let put = await problem { () throws(ObjectStoreError) in
                try await store.put(plainDocument, kind: .document)
            }
            #expect(put == .refused)
        }
    }

    @Test func `need the bucket when making one is not allowed`() async throws {
        let server = try #require(WithMotoServer.current)
        let base = try s3(server, mayCreateBucket: false)
        let store = EncryptedObjectStore(base: base, keys: try sealingKeys())
        let put = await problem { () throws(ObjectStoreError) in try await store.put(plainDocument, kind: .upload) }
        #expect(put == .noBucket)
    }

    @Test func `go to a bucket in another region too`() async throws {
        let server = try #require(WithMotoServer.current)
        let store = EncryptedObjectStore(base: try s3(server, region: "eu-central-1"), keys: try sealingKeys())
        #expect(try await store.get(store.put(plainDocument, kind: .seal)) == plainDocument)
    }

    @Test func `can be probed once the bucket lets us write`() async throws {
        let server = try #require(WithMotoServer.current)
        let shut = EncryptedObjectStore(base: try s3(server, mayCreateBucket: false), keys: try sealingKeys())
        #expect(await problem { () throws(ObjectStoreError) in try await shut.probe() } == .noBucket)
        try await EncryptedObjectStore(base: try s3(server), keys: try sealingKeys()).probe()
        try await shut.probe()
        let stranger = EncryptedObjectStore(base: try s3(server, secretKey: "wrong"), keys: try sealingKeys())
        #expect(await problem { () throws(ObjectStoreError) in try await stranger.probe() } == .refused)
    }

    @Test func `put by many at once are all there`() async throws {
        let server = try #require(WithMotoServer.current)
        let store = EncryptedObjectStore(base: try s3(server), keys: try sealingKeys())
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let bytes = Data("page \(number)".utf8)
                    return try await store.get(store.put(bytes, kind: .pageImage)) == bytes
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    private func s3(
        _ server: MotoServer,
        region: String = "us-east-1",
        accessKey: String? = nil,
        secretKey: String? = nil,
        mayCreateBucket: Bool = true
    ) throws -> S3ObjectStore {
        let settings = S3Settings(
            endpoint: server.endpoint,
            region: region,
            bucket: bucket,
            accessKey: accessKey ?? server.accessKey,
            secretKey: secretKey ?? server.secretKey,
            mayCreateBucket: mayCreateBucket
        )
        return try S3ObjectStore(settings: settings, timeout: .seconds(60))
    }
}

struct `An S3 store that is not there` {
    @Test func `is unavailable, which a later attempt may mend`() async throws {
        let settings = S3Settings(
            endpoint: "http://127.0.0.1:1",
            region: "us-east-1",
            bucket: "contracts",
            accessKey: "a",
            secretKey: "b",
            mayCreateBucket: true
        )
        let store = EncryptedObjectStore(base: try S3ObjectStore(settings: settings), keys: try sealingKeys())
        let error = await #expect(throws: ObjectStoreError.self) { try await store.put(plainDocument, kind: .upload) }
        #expect(error?.reason == .unavailable)
        #expect(error?.isRetriable == true)
        #expect(await problem { () throws(ObjectStoreError) in try await store.probe() } == .unavailable)
    }
}
