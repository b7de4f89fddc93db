package import Foundation

/// A chain of digests in which no entry can be changed, dropped or moved without changing every later link.
package enum EvidenceChain {
    /// The name of the hash function, to be stored beside the links.
    package static let algorithm = DigestAlgorithms.current.id
    /// What the first entry of a chain is linked to.
    package static let origin = Data(count: 32)

    /// The link of an entry: the digest of the previous link and the entry's own digest.
    package static func link(previous: Data, entry: Data) -> Data {
        // The entry's digest has a fixed length, so no previous link and entry run together into another pair.
        Digest.sha256(previous + Digest.sha256(entry))
    }

    /// Finds the first entry whose stored link does not follow from the one before; nil when all do.
    package static func firstBrokenLink(_ entries: [(entry: Data, link: Data)], from origin: Data = origin) -> Int? {
        var previous = origin
        for (index, stored) in entries.enumerated() {
            guard link(previous: previous, entry: stored.entry) == stored.link else { return index }
            previous = stored.link
        }
        return nil
    }
}
