import Messages

/// Links to the neighbouring parts of a list.
///
/// Lists are read by cursors, which only lead forward; the cursors passed so far travel in the address.
package struct Pager: Sendable {
    let total: Int?
    let previous: String?
    let next: String?

    /// Nil when the whole list is on this page and nobody counted it.
    package init?(_ visit: Visit, next cursor: String?, total: Int? = nil, keeping query: [(String, String?)] = []) {
        let current = visit.asked("cursor")
        let passed = (visit.asked("passed", longest: 5_000) ?? "").split(separator: ",").map(String.init)
        if let cursor {
            let trail = (passed + [current ?? Self.first]).suffix(50).joined(separator: ",")
            next = Href.joined(visit.path, query + [("cursor", cursor), ("passed", trail)])
        } else {
            next = nil
        }
        if current != nil {
            let before = passed.last.flatMap { $0 == Self.first ? nil : $0 }
            let trail = passed.dropLast().joined(separator: ",")
            previous = Href.joined(visit.path, query + [("cursor", before), ("passed", trail)])
        } else {
            previous = nil
        }
        self.total = total
        if next == nil, previous == nil, total == nil { return nil }
    }

    private static let first = "-"
}

/// One of the filters above a list.
package struct Tab: Sendable {
    let label: String
    let href: String
    let count: String?
    let current: Bool

    package init(label: String, href: String, count: String? = nil, current: Bool) {
        self.label = label
        self.href = href
        self.count = count
        self.current = current
    }
}

extension Visit {
    /// Leads to the beginning of the list whoever comes with a place in it that does not exist.
    ///
    /// That is an old bookmark or a link cut short. Nil when something else is wrong.
    package func firstPage(after problems: [String: String]) -> Answer? {
        let place: Set = ["cursor", "limit", "passed"]
        guard let asked = query.members, !place.isDisjoint(with: asked.keys), !place.isDisjoint(with: problems.keys)
        else { return nil }
        let kept = asked.filter { !place.contains($0.key) }.sorted { $0.key < $1.key }
        return .seeOther(Href.joined(path, kept.map { ($0.key, $0.value.scalarText) }))
    }
}
