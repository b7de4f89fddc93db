import Identifiers
import Synchronization

/// The pages that are being drawn: whoever asks for one of them waits for that drawing instead of beginning another.
final class PagesBeingDrawn: Sendable {
    private struct Key: Hashable {
        let document: String
        let pages: ClosedRange<Int>
    }

    private let underWay = Mutex<[Key: Task<[ObjectReference], any Error>]>([:])

    func images(
        of document: String,
        pages: ClosedRange<Int>,
        draw: @escaping @Sendable () async throws -> [ObjectReference]
    ) async throws -> [ObjectReference] {
        let key = Key(document: document, pages: pages)
        let task = underWay.withLock { begun in
            if let known = begun[key] { return known }
            let task = Task { [self] in
                defer { underWay.withLock { $0[key] = nil } }
                return try await draw()
            }
            begun[key] = task
            return task
        }
        return try await task.value
    }
}
