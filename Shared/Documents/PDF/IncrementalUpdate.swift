import Foundation

/// Collects changed and new objects of a document and appends them as one revision with a classic xref table.
struct IncrementalUpdate {
    private let file: PDFFile
    private let previousTableOffset: Int
    private var objects: [Int: Data] = [:]
    private var nextID: Int
    private var catalogAndInfo: [String: PDFValue]

    /// Refuses a document whose last cross-reference is not a classic table: only canonical ones are extended.
    init(extending file: PDFFile) throws(DocumentProblem) {
        self.file = file
        nextID = file.size
        catalogAndInfo = file.trailer.filter { ["Root", "Info", "ID"].contains($0.key) }
        guard nextID > 0, let offset = Self.lastTableOffset(in: file.bytes) else {
            throw DocumentProblem(.damaged, detail: "no classic cross-reference table")
        }
        previousTableOffset = offset
    }

    /// Adds an object and gives the reference to it.
    mutating func add(_ object: PDFObject) -> PDFValue {
        var bytes = Data()
        object.write(to: &bytes)
        return add(written: bytes)
    }

    /// Adds an object that is already PDF syntax.
    mutating func add(written bytes: Data) -> PDFValue {
        let id = nextID
        nextID += 1
        objects[id] = bytes
        return .reference(id, 0)
    }

    /// Sets aside object numbers to be given content by `replace`; returns the first.
    mutating func reserve(_ count: Int) -> Int {
        defer { nextID += count }
        return nextID
    }

    /// Replaces an object of the document in the new revision.
    mutating func replace(_ id: Int, with object: PDFObject) {
        var bytes = Data()
        object.write(to: &bytes)
        objects[id] = bytes
    }

    /// The document with this revision, and where the content of each written object begins.
    func appended() -> (bytes: Data, offsets: [Int: Int]) {
        var out = file.bytes
        out.reserveCapacity(out.count + objects.values.reduce(4096) { $0 + $1.count + 64 })
        if out.last != 0x0A { out.append(0x0A) }
        var headers: [Int: Int] = [:]
        var offsets: [Int: Int] = [:]
        let ids = objects.keys.sorted()
        for id in ids {
            headers[id] = out.count
            out.append(ascii: "\(id) 0 obj\n")
            offsets[id] = out.count
            out.append(objects[id] ?? Data())
            out.append(ascii: "\nendobj\n")
        }
        let tableOffset = out.count
        out.append(ascii: "xref\n")
        var index = 0
        while index < ids.count {
            var end = index + 1
            while end < ids.count, ids[end] == ids[end - 1] + 1 { end += 1 }
            out.append(ascii: "\(ids[index]) \(end - index)\n")
            for id in ids[index..<end] { out.append(ascii: String(format: "%010d 00000 n \n", headers[id] ?? 0)) }
            index = end
        }
        out.append(ascii: "trailer\n")
        PDFValue.dictionary(trailer()).write(to: &out)
        out.append(ascii: "\nstartxref\n\(tableOffset)\n%%EOF\n")
        return (out, offsets)
    }

    private func trailer() -> [String: PDFValue] {
        var entries = catalogAndInfo
        let renewed = PDFValue.string(Data((0..<16).map { _ in UInt8.random(in: 0...255) }))
        entries["ID"] = .array([entries["ID"]?.array?.first ?? renewed, renewed])
        entries["Size"] = .integer(nextID)
        entries["Prev"] = .integer(previousTableOffset)
        return entries
    }

    /// The C interface of libqpdf has no accessor for this.
    private static func lastTableOffset(in bytes: Data) -> Int? {
        let tail = Data(bytes.suffix(2048))
        guard let mark = tail.range(of: Data("startxref".utf8), options: .backwards) else { return nil }
        let digits = tail[mark.upperBound...].drop { $0 <= 0x20 }.prefix { (0x30...0x39).contains($0) }
        guard let offset = Int(String(decoding: digits, as: UTF8.self)), offset + 4 <= bytes.count else { return nil }
        let start = bytes.startIndex + offset
        return bytes[start..<start + 4].elementsEqual("xref".utf8) ? offset : nil
    }
}
