package import Cryptography
package import Foundation
package import Identifiers

/// Seals every object before it leaves the process and checks what comes back.
///
/// The seal is bound to the object's key, so that a store cannot hand out one object for another.
package struct EncryptedObjectStore: ObjectStore {
    /// The most bytes one object may have.
    package static let maximumBytes = 60 << 20

    let base: any BlobStore
    private let keys: SealingKeys

    package init(base: any BlobStore, keys: SealingKeys) {
        self.base = base
        self.keys = keys
    }

    package func put(_ bytes: Data, kind: ObjectKind) async throws(ObjectStoreError) -> ObjectReference {
        let reference = try reference(to: bytes, kind: kind)
        try await put(bytes, as: reference)
        return reference
    }

    /// What to put the bytes under: for an upload another reference each time.
    package func reference(to bytes: Data, kind: ObjectKind) throws(ObjectStoreError) -> ObjectReference {
        guard bytes.count <= Self.maximumBytes else { throw ObjectStoreError(.tooLarge) }
        let digest = Digest.sha256Hex(bytes)
        let name = kind.isByContent ? keys.lookUpIndex(digest, purpose: "object") : SecureRandom.bytes(32)
        return ObjectReference(key: "\(kind.rawValue)/\(name.hex)", sha256: digest, size: bytes.count)
    }

    /// Puts bytes under the reference that was made to them.
    package func put(_ bytes: Data, as reference: ObjectReference) async throws(ObjectStoreError) {
        let key = try BlobKey(reference.key)
        try await base.write(try seal(bytes, for: key), key: key)
    }

    package func get(_ reference: ObjectReference) async throws(ObjectStoreError) -> Data {
        let key = try BlobKey(reference.key)
        let bytes = try open(try await base.read(key), for: key)
        guard bytes.count == reference.size, Digest.sha256Hex(bytes) == reference.sha256
        else { throw ObjectStoreError(.damaged, "not the content referred to") }
        return bytes
    }

    package func delete(_ reference: ObjectReference) async throws(ObjectStoreError) {
        try await base.remove(BlobKey(reference.key))
    }

    package func exists(_ reference: ObjectReference) async throws(ObjectStoreError) -> Bool {
        try await base.contains(BlobKey(reference.key))
    }

    package func probe() async throws(ObjectStoreError) {
        try await base.probe()
    }

    func seal(_ bytes: Data, for key: BlobKey) throws(ObjectStoreError) -> Data {
        do throws(CryptographyError) {
            return try keys.seal(data: bytes, context: Self.context(of: key))
        } catch {
            throw ObjectStoreError(.misconfigured, "sealing: \(error)")
        }
    }

    func open(_ sealed: Data, for key: BlobKey) throws(ObjectStoreError) -> Data {
        do throws(CryptographyError) {
            return try keys.open(data: sealed, context: Self.context(of: key))
        } catch {
            throw ObjectStoreError(.damaged, "opening: \(error)")
        }
    }

    private static func context(of key: BlobKey) -> String {
        "object:\(key)"
    }
}
