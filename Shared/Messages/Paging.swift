package import Foundation

extension PageRequest {
    /// The identifier after which the page begins, newest first; identifiers sort by time.
    package var before: UUID? { cursor.flatMap(UUID.init(uuidString:)) }

    /// The limit, kept within what one page may hold.
    package var count: Int { min(max(limit, 1), 100) }
}

extension Page {
    /// Cuts a page from one item more than was asked for, which tells whether another page follows.
    package init(cutting items: [Item], to request: PageRequest, cursor: (Item) -> String) {
        let kept = Array(items.prefix(request.count))
        self.init(items: kept, next: items.count > request.count ? kept.last.map(cursor) : nil)
    }
}
