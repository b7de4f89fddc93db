package import Foundation

/// A file as it was sent.
package struct UploadedFile: Sendable {
    package let name: String
    package let bytes: Data
}

/// A form with files in it (RFC 7578), held in memory.
struct MultipartBody: Sendable {
    private(set) var fields: [(String, String)] = []
    private(set) var files: [(String, UploadedFile)] = []

    /// Of a form that is there for one file.
    var file: UploadedFile? { files.first?.1 }

    /// Texts, and the files that were chosen, under the names of their controls.
    var values: [(String, JSONValue)] {
        fields.map { ($0, .string($1)) } + files.filter { !$0.1.bytes.isEmpty }.map { ($0, .file($1.bytes)) }
    }

    /// Nil when the bytes are not what the content type says.
    init?(_ body: Data, contentType: String) {
        guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
            return nil
        }
        let line = Data("\r\n".utf8)
        let mark = Data("--\(boundary)".utf8)
        guard body.starts(with: mark) else { return nil }
        var position = body.startIndex + mark.count
        while true {
            let rest = body[position...]
            if rest.starts(with: Data("--".utf8)) { return }
            guard rest.starts(with: line),
                let headEnd = body.range(of: Data("\r\n\r\n".utf8), in: position..<body.endIndex),
                let end = body.range(of: line + mark, in: headEnd.lowerBound + 2..<body.endIndex)
            else { return nil }
            let start = min(headEnd.upperBound, end.lowerBound)
            guard take(head: body[position..<headEnd.lowerBound], content: body[start..<end.lowerBound]) else {
                return nil
            }
            position = end.upperBound
        }
    }

    private mutating func take(head: Data, content: Data) -> Bool {
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", of: disposition), fields.count + files.count < 200
        else { return false }
        if let fileName = Self.parameter("filename", of: disposition) {
            files.append((name, UploadedFile(name: fileName, bytes: Data(content))))
        } else {
            fields.append((name, String(decoding: content, as: UTF8.self)))
        }
        return true
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return nil
    }
}
