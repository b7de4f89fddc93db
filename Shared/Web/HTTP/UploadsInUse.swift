import Cryptography
package import Foundation
package import Identifiers
import Messaging
import ObjectStore
import Synchronization

/// Files that lie in the store only while a question about them is answered.
///
/// The store knows files by content: two visitors with the same file share one object, deleted when the last is done.
package final class UploadsInUse: Sendable {
    private let store: any ObjectStore
    private let users = Mutex<[String: Int]>([:])

    init(store: any ObjectStore) {
        self.store = store
    }

    /// Keeps the file in the store until `body` is done with it.
    ///
    /// `forCommand`: one that is not answered in time may still be handled, and then finds the file; it goes after a day.
    package func with<Result: Sendable>(
        _ bytes: Data,
        forCommand: Bool = false,
        _ body: (ObjectReference) async throws -> Result
    ) async throws -> Result {
        let name = Digest.sha256Hex(bytes)
        users.withLock { $0[name, default: 0] += 1 }
        var reference: ObjectReference?
        do {
            let stored = try await store.put(bytes, kind: .upload)
            reference = stored
            let result = try await body(stored)
            await leave(name, reference)
            return result
        } catch {
            await leave(name, forCommand && error is RequestTimedOut ? nil : reference)
            throw error
        }
    }

    private func leave(_ name: String, _ reference: ObjectReference?) async {
        let isLast = users.withLock { users in
            let left = (users[name] ?? 1) - 1
            users[name] = left > 0 ? left : nil
            return left <= 0
        }
        // What could not be deleted stays sealed in the store; it is nobody's failure to answer.
        if isLast, let reference { try? await store.delete(reference) }
    }
}
