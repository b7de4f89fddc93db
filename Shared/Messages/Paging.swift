import Cryptography
package import Foundation
package import Identifiers

/// Asks for one part of a list, newest first.
package protocol PagedQuery: Query {
    var page: PageRequest { get }
}

/// The place of an item in a list.
package struct ListPlace: Sendable, Equatable {
    package let id: UUID
    /// In a list whose order is a time that may change: the one under which the item stood when it was listed.
    package let at: Date?

    package init<Entity>(_ id: Identifier<Entity>, at: Date? = nil) {
        self.id = id.uuid
        self.at = at
    }

    /// Of 16 bytes of an identifier, and 8 of microseconds since 1970 where there is a time.
    fileprivate init?(_ bytes: Data) {
        guard bytes.count == 16 || bytes.count == 24 else { return nil }
        let bytes = Array(bytes)
        id = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
        guard bytes.count == 24 else {
            at = nil
            return
        }
        let time = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 16, as: Int64.self) }
        at = Date(timeIntervalSince1970: Double(Int64(bigEndian: time)) / 1_000_000)
    }

    fileprivate var bytes: Data {
        let time = at.map { Int64(($0.timeIntervalSince1970 * 1_000_000).rounded()).bigEndian }
        return withUnsafeBytes(of: id.uuid) { Data($0) } + (time.map { withUnsafeBytes(of: $0) { Data($0) } } ?? Data())
    }
}

extension PageRequest {
    /// The place after which the page begins, nil at the beginning of the list.
    ///
    /// Refuses a cursor that another list gave or nobody.
    package func place<List: PagedQuery>(in list: List.Type) throws(Refusal) -> ListPlace? {
        guard let cursor else { return nil }
        let mark = Self.mark(of: list)
        guard let bytes = Data(base64URL: cursor), bytes.starts(with: mark),
            let place = ListPlace(bytes.dropFirst(mark.count))
        else { throw Refusal.invalid("messaging.input", fields: ["cursor": "input.cursor"]) }
        return place
    }

    /// The same in a list whose order is that of the identifiers, which sort by time.
    package func before<List: PagedQuery>(in list: List.Type) throws(Refusal) -> UUID? { try place(in: list)?.id }

    /// The limit, kept within what one page may hold.
    package var count: Int { min(max(limit, 1), 100) }

    /// The cursor with which `list` goes on after an item: opaque to clients, and of no use in another list.
    package static func cursor<List: PagedQuery>(after place: ListPlace, in list: List.Type) -> String {
        (mark(of: list) + place.bytes).base64URL
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
        self.init(cutting: items, to: request, item: { $0 }, at: { ListPlace(id($0)) })
    }

    /// The same of rows that know more than the items they become.
    package init<List: PagedQuery, Row>(
        cutting rows: [Row],
        to request: List,
        item: (Row) -> Item,
        at place: (Row) -> ListPlace
    ) {
        let count = request.page.count
        let kept = rows.prefix(count)
        let last = rows.count > count ? kept.last : nil
        self.init(
            items: kept.map(item),
            next: last.map { PageRequest.cursor(after: place($0), in: List.self) }
        )
    }
}
