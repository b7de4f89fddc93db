import Cryptography
import Foundation
import HTTPTypes
import Hummingbird

/// Style sheets, scripts and pictures, read once at start: what was not there then cannot be asked for.
package struct StaticFiles: Sendable {
    private struct File: Sendable {
        let bytes: Data
        let type: String
        let tag: String
    }

    static let prefix = "/public/"
    private let files: [String: File]

    /// Reads directories, each with the path below `/public/` at which it is served; one that is absent is left out.
    package init(_ directories: [(path: String, directory: String)]) {
        var files: [String: File] = [:]
        for (path, directory) in directories {
            let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
            let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            for name in found {
                let url = root.appendingPathComponent(name).resolvingSymlinksInPath()
                guard let type = Self.types[url.pathExtension.lowercased()], let bytes = try? Data(contentsOf: url)
                else { continue }
                let tag = String(Digest.sha256Hex(bytes).prefix(16))
                files[path + name] = File(bytes: bytes, type: type, tag: tag)
            }
        }
        self.files = files
    }

    func answer(_ request: Request) -> Answer? {
        guard let path = request.uri.path.removingPercentEncoding, path.hasPrefix(Self.prefix),
            let file = files[String(path.dropFirst(Self.prefix.count))]
        else { return nil }
        let headers: HTTPFields = [
            .contentType: file.type,
            .eTag: "\"\(file.tag)\"",
            .cacheControl: "public, max-age=300",
        ]
        let known = (request.headers[.ifNoneMatch] ?? "").contains("\"\(file.tag)\"")
        return known ? Answer(.notModified, headers: headers) : Answer(.ok, headers: headers, body: file.bytes)
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "woff": "font/woff",
        "txt": "text/plain; charset=utf-8", "json": "application/json", "map": "application/json",
        "webmanifest": "application/manifest+json",
    ]
}
