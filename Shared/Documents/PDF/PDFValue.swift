import Foundation

/// A PDF object as a value; streams are a dictionary with their raw bytes beside it (`PDFObject`).
enum PDFValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A real number in its written form, so that nothing is lost by reading it.
    case real(String)
    /// A name without its slash, decoded.
    case name(String)
    case string(Data)
    case array([PDFValue])
    case dictionary([String: PDFValue])
    case reference(Int, Int)

    /// A text string: PDFDocEncoding where ASCII suffices, else UTF-16 with its mark.
    static func text(_ text: String) -> PDFValue {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return .string(Data(text.utf8)) }
        var bytes = Data([0xFE, 0xFF])
        for unit in text.utf16 { bytes.append(contentsOf: [UInt8(unit >> 8), UInt8(unit & 0xFF)]) }
        return .string(bytes)
    }

    /// A number with at most three decimals.
    static func number(_ value: Double) -> PDFValue {
        let rounded = (value * 1000).rounded() / 1000
        if rounded == rounded.rounded(), abs(rounded) < 1e9 { return .integer(Int(rounded)) }
        return .real(String(format: "%.3f", rounded))
    }

    static func rectangle(_ rect: PageRect) -> PDFValue {
        .array([
            .number(rect.x), .number(rect.y), .number(rect.x + rect.width), .number(rect.y + rect.height),
        ])
    }

    var dictionary: [String: PDFValue]? {
        if case .dictionary(let entries) = self { entries } else { nil }
    }

    var array: [PDFValue]? {
        if case .array(let items) = self { items } else { nil }
    }

    var name: String? {
        if case .name(let name) = self { name } else { nil }
    }

    var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let text): Double(text)
        default: nil
        }
    }

    var data: Data? {
        if case .string(let bytes) = self { bytes } else { nil }
    }

    /// The text of a string in either of its encodings.
    var text: String? {
        guard let bytes = data else { return nil }
        if bytes.starts(with: [0xFE, 0xFF]) { return String(data: bytes.dropFirst(2), encoding: .utf16BigEndian) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(data: bytes.dropFirst(3), encoding: .utf8) }
        return String(data: bytes, encoding: .isoLatin1)
    }

    var referencedID: Int? {
        if case .reference(let id, _) = self { id } else { nil }
    }

    /// The value with every reference changed by `change`.
    func mappingReferences(_ change: (Int, Int) -> PDFValue) -> PDFValue {
        switch self {
        case .reference(let id, let generation): change(id, generation)
        case .array(let items): .array(items.map { $0.mappingReferences(change) })
        case .dictionary(let entries): .dictionary(entries.mapValues { $0.mappingReferences(change) })
        default: self
        }
    }

    /// Appends the value as PDF syntax; keys in order, so that equal values give equal bytes.
    func write(to out: inout Data) {
        switch self {
        case .null: out.append(ascii: "null")
        case .boolean(let value): out.append(ascii: value ? "true" : "false")
        case .integer(let value): out.append(ascii: String(value))
        case .real(let text): out.append(ascii: text)
        case .name(let name): out.append(ascii: "/" + Self.escaped(name))
        case .string(let bytes):
            out.append(ascii: "<")
            out.append(ascii: bytes.map { Self.hexPairs[Int($0)] }.joined())
            out.append(ascii: ">")
        case .array(let items):
            out.append(ascii: "[")
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(ascii: " ") }
                item.write(to: &out)
            }
            out.append(ascii: "]")
        case .dictionary(let entries):
            out.append(ascii: "<<")
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
                out.append(ascii: " /" + Self.escaped(key) + " ")
                value.write(to: &out)
            }
            out.append(ascii: " >>")
        case .reference(let id, let generation): out.append(ascii: "\(id) \(generation) R")
        }
    }

    private static let hexPairs = (0..<256).map { String(format: "%02x", $0) }

    private static func escaped(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            let plain = (0x21...0x7E).contains(byte) && !"()<>[]{}/%#".utf8.contains(byte)
            text += plain ? String(UnicodeScalar(byte)) : "#" + hexPairs[Int(byte)]
        }
        return text
    }
}

/// An indirect object: a value, and for a stream its bytes as stored.
struct PDFObject: Hashable, Sendable {
    var value: PDFValue
    var stream: Data?

    init(_ value: PDFValue, stream: Data? = nil) {
        self.value = value
        self.stream = stream
    }

    func write(to out: inout Data) {
        guard let stream else { return value.write(to: &out) }
        var entries = value.dictionary ?? [:]
        entries["Length"] = .integer(stream.count)
        PDFValue.dictionary(entries).write(to: &out)
        out.append(ascii: "\nstream\n")
        out.append(stream)
        out.append(ascii: "\nendstream")
    }
}

extension Data {
    mutating func append(ascii text: String) {
        append(contentsOf: text.utf8)
    }
}
