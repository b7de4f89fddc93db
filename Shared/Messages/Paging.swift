import Cryptography
package import Foundation
package import Identifiers

/// Asks for one part of a list, newest first.
package protocol PagedQuery: Query {
    var page: PageRequest { get }
}

extension PageRequest {
    /// The identifier after which the page begins, nil at the beginning of the list; identifiers sort by time.
    ///
    /// Refuses a cursor that another list gave or nobody.
    package func before<List: PagedQuery>(in list: List.Type) throws(Refusal) -> UUID? {
        guard let cursor else { return nil }
        let mark = Self.mark(of: list)
        guard let bytes = Data(base64URL: cursor), bytes.count == mark.count + 16, bytes.starts(with: mark) else {
            throw Refusal.invalid("messaging.input", fields: ["cursor": "input.cursor"])
        }
        return Array(bytes.suffix(16)).withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// The limit, kept within what one page may hold.
    package var count: Int { min(max(limit, 1), 100) }

    /// The cursor with which `list` goes on after an item: opaque to clients, and of no use in another list.
    static func cursor<List: PagedQuery>(after id: UUID, in list: List.Type) -> String {
        (mark(of: list) + withUnsafeBytes(of: id.uuid) { Data($0) }).base64URL
    }

    private static func mark<List: PagedQuery>(of list: List.Type) -> Data {
        Digest.sha256(Data(list.type.utf8)).prefix(5)
    }
}

extension Page {
    /// Cuts a page from one item more than was asked for, which tells whether another page follows.
    package init<List: PagedQuery, Entity>(
        cutting items: [Item],
        to request: List,
        after id: (Item) -> Identifier<Entity>
    ) {
        let count = request.page.count
        let kept = Array(items.prefix(count))
        let last = items.count > count ? kept.last : nil
        self.init(items: kept, next: last.map { PageRequest.cursor(after: id($0).uuid, in: List.self) })
    }
}
