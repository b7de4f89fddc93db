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
        let packed: Data?

        init(_ bytes: Data, type: String) {
            self.bytes = bytes
            self.type = type
            tag = String(Digest.sha256Hex(bytes).prefix(16))
            packed = StaticFiles.packable.contains(type) ? GZip.packed(bytes) : nil
        }
    }

    static let prefix = "/public/"
    private let files: [String: File]

    /// Reads directories, each with the path below `/public/` at which it is served; one that is absent is left out.
    ///
    /// `joined` are files made of others, one after the other.
    package init(_ directories: [(path: String, directory: String)], joined: [String: [String]] = [:]) {
        var files: [String: File] = [:]
        for (path, directory) in directories {
            let root = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
            let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            for name in found {
                let url = root.appendingPathComponent(name).resolvingSymlinksInPath()
                guard let type = Self.types[url.pathExtension.lowercased()], let bytes = try? Data(contentsOf: url)
                else { continue }
                files[path + name] = File(bytes, type: type)
            }
        }
        for (name, parts) in joined {
            let found = parts.compactMap { files[$0] }
            guard let type = found.first?.type else { continue }
            files[name] = File(found.reduce(into: Data()) { $0 += $1.bytes }, type: type)
        }
        self.files = files
    }

    func answer(_ request: Request) -> Answer? {
        guard let path = request.uri.path.removingPercentEncoding, path.hasPrefix(Self.prefix),
            let file = files[String(path.dropFirst(Self.prefix.count))]
        else { return nil }
        let headers: HTTPFields = [
            .contentType: file.type,
            // Packed or not, it is the same to whoever reads it.
            .eTag: "W/\"\(file.tag)\"",
            .cacheControl: "public, max-age=300",
        ]
        var answer = Answer(.ok, headers: headers, body: file.bytes)
        answer.packed = file.packed
        return answer
    }

    private static let packable: Set = [
        "text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml", "application/json",
    ]

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "woff": "font/woff",
        "txt": "text/plain; charset=utf-8", "json": "application/json", "map": "application/json",
        "webmanifest": "application/manifest+json",
    ]
}
