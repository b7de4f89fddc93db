package import Foundation
package import Identifiers
import Messaging
package import ObjectStore

extension ObjectStore {
    /// Keeps a file in the store until `body` is done with it: only while a question about it is answered.
    ///
    /// `forCommand`: one that is not answered in time may still be handled, and then finds the file; it goes after a day.
    package func withUpload<Result: Sendable>(
        _ bytes: Data,
        forCommand: Bool = false,
        _ body: (ObjectReference) async throws -> Result
    ) async throws -> Result {
        let reference = try await put(bytes, kind: .upload)
        do {
            let result = try await body(reference)
            await drop(reference)
            return result
        } catch {
            if !forCommand || !(error is RequestTimedOut) { await drop(reference) }
            throw error
        }
    }

    /// What could not be deleted stays sealed in the store; it is nobody's failure to answer.
    private func drop(_ reference: ObjectReference) async {
        try? await delete(reference)
    }
}
