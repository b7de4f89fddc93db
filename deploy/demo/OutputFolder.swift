import Foundation

/// Where the demo leaves what it made.
struct OutputFolder {
    let directory: URL

    /// Makes the folder and takes away what an earlier demo left there.
    init(_ directory: URL) throws {
        self.directory = directory
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where Self.isOurs(name) {
            try FileManager.default.removeItem(at: directory.appending(path: name))
        }
    }

    @discardableResult
    func write(_ bytes: Data, _ name: String) throws -> String {
        let file = directory.appending(path: name)
        try bytes.write(to: file)
        return file.path
    }

    private static func isOurs(_ name: String) -> Bool {
        ["contract.pdf", "root.pem", "verification.json"].contains(name)
            || name.wholeMatch(of: /page-[0-9]+\.png/) != nil
    }
}
