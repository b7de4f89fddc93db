package import Foundation
import Identifiers

/// Keeps short-lived notes under identifiers that their writers choose, for other processes of the same service.
///
/// Who writes a note takes it away again. What a process that ended left behind goes after a day: from a directory
/// when it is next opened, from a bucket by a rule of the bucket for `note/`.
package protocol NoteStore: Sendable {
    /// Writes a note, or another in its place.
    func writeNote(_ bytes: Data, as id: UUID) async throws(ObjectStoreError)

    /// Nil when there is none.
    func note(_ id: UUID) async throws(ObjectStoreError) -> Data?

    /// Removing what is not there is no error.
    func removeNote(_ id: UUID) async throws(ObjectStoreError)
}

extension EncryptedObjectStore: NoteStore {
    package func writeNote(_ bytes: Data, as id: UUID) async throws(ObjectStoreError) {
        let key = try Self.key(of: id)
        try await base.write(try seal(bytes, for: key), key: key)
    }

    package func note(_ id: UUID) async throws(ObjectStoreError) -> Data? {
        let key = try Self.key(of: id)
        do throws(ObjectStoreError) {
            return try open(try await base.read(key), for: key)
        } catch {
            guard error.reason == .missing else { throw error }
            return nil
        }
    }

    package func removeNote(_ id: UUID) async throws(ObjectStoreError) {
        try await base.remove(try Self.key(of: id))
    }

    private static func key(of id: UUID) throws(ObjectStoreError) -> BlobKey {
        try BlobKey("note/\(id.lowercaseString.replacing("-", with: ""))")
    }
}
