import Foundation

/// How a seal is split over the right edges of a document's pages (骑缝章).
struct CrossPageSeal: Hashable {
    /// One page's strip: from `start` to `end` of the seal's width, in thousandths of a point.
    struct Strip: Hashable {
        let page: Int
        let index: Int
        let count: Int

        /// Bounds within a seal of this width, computed in whole thousandths so that no part is lost or doubled.
        func bounds(width: Double) -> (start: Double, end: Double) {
            let whole = Int((width * 1000).rounded())
            return (Double(index * whole / count) / 1000, Double((index + 1) * whole / count) / 1000)
        }

        /// The name of the strip's button, from which a signing revision knows what to draw.
        var fieldName: String { "CrossPageSeal-\(page + 1)-\(index + 1)-\(count)" }
    }

    /// A strip narrower than this share of a seal cannot be read; longer documents repeat the seal.
    static let mostStrips = 20

    let strips: [Strip]

    /// A single page has no edge to join; more than 20 pages form runs of about equal length.
    init(pages: Int) {
        guard pages > 1 else {
            strips = []
            return
        }
        let runs = (pages + Self.mostStrips - 1) / Self.mostStrips
        strips = (0..<runs).flatMap { run in
            let first = run * pages / runs
            let end = (run + 1) * pages / runs
            return (first..<end).map { Strip(page: $0, index: $0 - first, count: end - first) }
        }
    }

    /// Reads a strip back from its button's name.
    static func strip(named name: String) -> Strip? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "CrossPageSeal", let page = number(parts[1], digits: 4),
            let index = number(parts[2], digits: 2), let count = number(parts[3], digits: 2), index > 0, index <= count
        else { return nil }
        return Strip(page: page - 1, index: index - 1, count: count)
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        let isNumber = (1...digits).contains(text.utf8.count) && text.utf8.allSatisfy { 48...57 ~= $0 }
        return isNumber ? Int(text) : nil
    }
}
