package import Foundation

/// Keeps blobs as files below one directory, for a single machine or a shared volume.
///
/// A file is written beside its place, synced, renamed, and the directory synced: after a power cut it is whole or
/// absent. What need not last is not synced, which takes longer than everything else here. Files are 0600, directories 0700, and two levels of shards keep directories small.
package struct DirectoryObjectStore: BlobStore {
    private let root: String
    private let queue = BlockingFileQueue(width: 4)
    // Who reads does not wait for who waits for the disk.
    private let writing = BlockingFileQueue(width: 16)

    /// Makes the directory when it is absent, and takes away what was left a day ago or longer: by crashes
    /// half-written, and notes and uploads that nobody removed.
    package init(path: String) throws(ObjectStoreError) {
        self.root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for directory in try FileCalls.makeDirectories(incoming) { try FileCalls.syncDirectory(directory) }
        let yesterday = Date(timeIntervalSinceNow: -86_400)
        FileCalls.removeFiles(below: incoming, unchangedSince: yesterday)
        for kind in ["note", ObjectKind.upload.rawValue] {
            FileCalls.removeFiles(below: "\(root)/\(kind)", unchangedSince: yesterday)
        }
    }

    package func write(_ bytes: Data, key: BlobKey) async throws(ObjectStoreError) {
        let isLasting = ObjectKind(rawValue: key.kind)?.isLasting ?? true
        try await writing.run { () throws(ObjectStoreError) in
            // A volume that is not mounted any more must not be made anew beneath its place.
            guard isThere else { throw Self.gone }
            let directory = directory(of: key)
            let temporary = "\(incoming)/\(UUID().uuidString)"
            let touched = try FileCalls.makeDirectories(directory)
            do throws(ObjectStoreError) {
                try FileCalls.write(bytes, to: temporary, synced: isLasting)
                try FileCalls.rename(temporary, to: "\(directory)/\(key.name)")
            } catch {
                FileCalls.removeQuietly(temporary)
                throw error
            }
            guard isLasting else { return }
            // After the file, which has taken most of this to the disk with it.
            for directory in [directory] + touched { try FileCalls.syncDirectory(directory) }
        }
    }

    package func read(_ key: BlobKey) async throws(ObjectStoreError) -> Data {
        try await queue.run { () throws(ObjectStoreError) in
            do throws(ObjectStoreError) {
                return try FileCalls.read("\(directory(of: key))/\(key.name)")
            } catch {
                throw error.reason == .missing && !isThere ? Self.gone : error
            }
        }
    }

    package func remove(_ key: BlobKey) async throws(ObjectStoreError) {
        try await queue.run { () throws(ObjectStoreError) in
            try FileCalls.remove("\(directory(of: key))/\(key.name)")
        }
    }

    package func contains(_ key: BlobKey) async throws(ObjectStoreError) -> Bool {
        try await queue.run { () throws(ObjectStoreError) in
            try FileCalls.exists("\(directory(of: key))/\(key.name)")
        }
    }

    package func probe() async throws(ObjectStoreError) {
        try await writing.run { () throws(ObjectStoreError) in
            guard isThere else { throw Self.gone }
            let file = "\(incoming)/probe-\(UUID().uuidString)"
            defer { FileCalls.removeQuietly(file) }
            try FileCalls.write(Data("probe".utf8), to: file, synced: true)
        }
    }

    private static let gone = ObjectStoreError(.unavailable, "the directory is gone")

    /// Whether the directory still is what was opened at the start.
    private var isThere: Bool {
        (try? FileCalls.exists(incoming)) == true
    }

    private var incoming: String {
        "\(root)/.incoming"
    }

    private func directory(of key: BlobKey) -> String {
        "\(root)/\(key.kind)/\(key.name.prefix(2))/\(key.name.dropFirst(2).prefix(2))"
    }
}
