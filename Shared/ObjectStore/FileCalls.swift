import Foundation
import Glibc

/// POSIX file calls with our own errors; each may block.
enum FileCalls {
    /// Makes a directory and those above it, mode 0700; returns the parents of those made, which are to be synced.
    static func makeDirectories(_ path: String) throws(ObjectStoreError) -> [String] {
        let parent = parent(of: path)
        guard mkdir(path, 0o700) != 0 else { return [parent] }
        switch errno {
        case EEXIST:
            guard isDirectory(path) else { throw ObjectStoreError(.misconfigured, "not a directory") }
            return []
        case ENOENT where path != parent:
            return try makeDirectories(parent) + makeDirectories(path)
        default:
            throw problem("mkdir")
        }
    }

    /// Writes a new file, mode 0600, and when it is to be synced returns once it is on the disk.
    static func write(_ bytes: Data, to path: String, synced: Bool) throws(ObjectStoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw problem("open") }
        var isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        isWritten = isWritten && (!synced || fsync(descriptor) == 0)
        let failure = isWritten ? nil : problem("write")
        let isClosed = close(descriptor) == 0
        if let failure { throw failure }
        guard isClosed else { throw problem("close") }
    }

    static func rename(_ from: String, to: String) throws(ObjectStoreError) {
        guard Foundation.rename(from, to) == 0 else { throw problem("rename") }
    }

    static func syncDirectory(_ path: String) throws(ObjectStoreError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem("open directory") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw problem("sync directory") }
    }

    static func read(_ path: String) throws(ObjectStoreError) -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw problem("open") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw problem("stat") }
        var bytes = Data(count: Int(status.st_size))
        let isRead = bytes.withUnsafeMutableBytes { readAll(into: $0, from: descriptor) }
        guard isRead else { throw problem("read") }
        return bytes
    }

    static func remove(_ path: String) throws(ObjectStoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw problem("unlink") }
    }

    static func removeQuietly(_ path: String) {
        unlink(path)
    }

    static func exists(_ path: String) throws(ObjectStoreError) -> Bool {
        guard access(path, F_OK) != 0 else { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw problem("access") }
        return false
    }

    static func removeFiles(below directory: String, unchangedSince limit: Date) {
        let names = FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        for name in names {
            var status = stat()
            guard stat("\(directory)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                Double(status.st_mtim.tv_sec) < limit.timeIntervalSince1970
            else { continue }
            removeQuietly("\(directory)/\(name)")
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func readAll(into bytes: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.read(
                descriptor,
                UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress,
                rest.count
            )
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Reads `errno`: call it before anything else can change it.
    private static func problem(_ call: String) -> ObjectStoreError {
        let code = errno
        let reason: ObjectStoreError.Reason =
            switch code {
            case ENOENT: .missing
            case ENOSPC, EDQUOT: .full
            case EACCES, EPERM, EROFS: .refused
            case ENOTDIR, ELOOP, ENAMETOOLONG: .misconfigured
            default: .unavailable
            }
        return ObjectStoreError(reason, "\(call), errno \(code)")
    }
}
