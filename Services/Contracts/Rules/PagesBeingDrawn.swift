import Identifiers
import Synchronization

/// The pages that are being drawn: whoever asks for one of them waits for that drawing instead of beginning another.
final class PagesBeingDrawn: Sendable {
    typealias Images = [Int: ObjectReference]

    struct Drawing {
        let document: String
        let pages: Set<Int>
        let isAhead: Bool
        let task: Task<Images, any Error>
    }

    private struct State {
        var drawings: [Int: Drawing] = [:]
        var next = 0
    }

    /// How many contracts may wait to be drawn before anybody asks.
    static let mostAhead = 64

    private let mostAhead: Int
    let whenFailed: @Sendable (any Error) -> Void
    private let state = Mutex(State())

    /// `whenFailed` hears what ended a drawing that the PDF can take the place of.
    init(mostAhead: Int = PagesBeingDrawn.mostAhead, whenFailed: @escaping @Sendable (any Error) -> Void = { _ in }) {
        self.mostAhead = mostAhead
        self.whenFailed = whenFailed
    }

    /// The image of a page: of the drawing under way, or of a new one, of those of `neighbours` that nobody draws.
    func image(
        of document: String,
        page: Int,
        among neighbours: ClosedRange<Int>,
        draw: @escaping @Sendable (Set<Int>) async throws -> Images
    ) async throws -> ObjectReference? {
        let found = drawing(of: document, page: page, among: neighbours, draw: draw)
        // What was drawn before anybody asked may fail for reasons of its own.
        if found.isAhead {
            if let image = try? await found.task.value[page] { return image }
            return try await drawing(of: document, page: page, among: neighbours, draw: draw).task.value[page]
        }
        return try await found.task.value[page]
    }

    /// The drawing under way that has the page, or a new one.
    func drawing(
        of document: String,
        page: Int,
        among neighbours: ClosedRange<Int>,
        draw: @escaping @Sendable (Set<Int>) async throws -> Images
    ) -> Drawing {
        state.withLock { state in
            let own = state.drawings.values.filter { $0.document == document }
            if let known = own.first(where: { $0.pages.contains(page) }) { return known }
            let pages = own.reduce(Set(neighbours)) { $0.subtracting($1.pages) }
            return begin(document, pages, isAhead: false, &state) { id in
                Task { [self] in
                    defer { end(id) }
                    return try await draw(pages)
                }
            }
        }
    }

    /// Begins to draw pages of a document before anybody asks; not when too many wait, or somebody has begun one of them.
    func drawAhead(
        of document: String,
        pages: ClosedRange<Int>,
        draw: @escaping @Sendable () async throws -> Images
    ) {
        state.withLock { state in
            let pages = Set(pages)
            let ahead = Set(state.drawings.values.lazy.filter(\.isAhead).map(\.document))
            guard ahead.contains(document) || ahead.count < mostAhead,
                !state.drawings.values.contains(where: { $0.document == document && !$0.pages.isDisjoint(with: pages) })
            else { return }
            // Detached: it outlives the message that leads to it, and has none of its trace.
            _ = begin(document, pages, isAhead: true, &state) { id in
                Task.detached { [self] in
                    defer { end(id) }
                    do { return try await draw() } catch {
                        whenFailed(error)
                        throw error
                    }
                }
            }
        }
    }

    /// The task ends its drawing under the lock, and so not before it is known.
    private func begin(
        _ document: String,
        _ pages: Set<Int>,
        isAhead: Bool,
        _ state: inout State,
        _ task: (Int) -> Task<Images, any Error>
    ) -> Drawing {
        let id = state.next
        state.next += 1
        let drawing = Drawing(document: document, pages: pages, isAhead: isAhead, task: task(id))
        state.drawings[id] = drawing
        return drawing
    }

    private func end(_ id: Int) {
        state.withLock { $0.drawings[id] = nil }
    }
}
