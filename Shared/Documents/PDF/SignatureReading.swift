import Foundation

/// What one signature forbids later revisions.
struct SignaturePolicy {
    /// Fields named by FieldMDP or the field's own lock.
    enum Locked {
        case none
        case all
        case only(Set<String>)
        case allBut(Set<String>)

        var names: [String] {
            if case .only(let names) = self { names.sorted() } else { [] }
        }

        /// A named field locks its descendants, too.
        func contains(_ field: String) -> Bool {
            switch self {
            case .none: false
            case .all: true
            case .only(let names): Self.names(names, cover: field)
            case .allBut(let names): !Self.names(names, cover: field)
            }
        }

        private static func names(_ names: Set<String>, cover field: String) -> Bool {
            names.contains(field) || names.contains { field.hasPrefix($0 + ".") }
        }
    }

    /// DocMDP: 1 nothing, 2 filling in forms, 3 annotations, too; nil when the signature does not certify.
    var permission: Int?
    var locked: Locked = .none
}

/// A signature as it stands in the bytes.
struct SignatureReading {
    let fieldName: String
    let entries: [String: PDFValue]
    let policy: SignaturePolicy
    /// Why its byte range cannot be believed.
    private(set) var fault: String?
    private(set) var revisionLength = 0
    private(set) var coveredDigest = Data()
    var cms: Data { entries["Contents"]?.data ?? Data() }

    var isTimestamp: Bool {
        entries["Type"]?.name == "DocTimeStamp" || entries["SubFilter"]?.name == "ETSI.RFC3161"
    }

    /// All signed signature fields, the earliest revision first; a broken range comes last.
    static func signatures(in file: PDFFile) throws(DocumentProblem) -> [SignatureReading] {
        let fields = FormFields(of: file)
        let found = fields.all.filter { $0.type == "Sig" }.compactMap { field -> SignatureReading? in
            guard let entries = file.resolve(field.value).dictionary else { return nil }
            return SignatureReading(field: field.name, entries: resolved(entries, file), in: file)
        }
        return found.sorted {
            ($0.fault == nil ? 0 : 1, $0.revisionLength, $0.fieldName)
                < ($1.fault == nil ? 0 : 1, $1.revisionLength, $1.fieldName)
        }
    }

    private static func resolved(_ entries: [String: PDFValue], _ file: PDFFile) -> [String: PDFValue] {
        entries.mapValues { file.resolve($0) }
    }

    private init(field: String, entries: [String: PDFValue], in file: PDFFile) {
        fieldName = field
        self.entries = entries
        policy = Self.policy(of: entries, file)
        do throws(Fault) { try readRange(in: file) } catch { fault = error.rawValue }
    }

    private enum Fault: String, Error {
        case range = "the byte range is malformed"
        case gap = "the byte range leaves out more than the signature"
        case revision = "the covered bytes are no document of their own"
    }

    /// The range must start the file, leave out nothing but this signature's own digits, and end a whole revision.
    private mutating func readRange(in file: PDFFile) throws(Fault) {
        let bytes = file.bytes
        let range = entries["ByteRange"]?.array?.compactMap(\.integer) ?? []
        guard range.count == 4, range[0] == 0, range.allSatisfy({ $0 >= 0 && $0 <= bytes.count }), range[1] > 0,
            range[2] > range[1] + 2, range[2] + range[3] <= bytes.count, range[3] > 0
        else { throw .range }
        let gap = bytes[range[1]..<range[2]]
        guard gap.first == UInt8(ascii: "<"), gap.last == UInt8(ascii: ">"),
            Self.decoded(gap.dropFirst().dropLast()) == cms, !cms.isEmpty
        else { throw .gap }
        let length = range[2] + range[3]
        let isWhole = bytes[range[2]..<length].suffix(1024).range(of: Data("%%EOF".utf8)) != nil
        guard isWhole, let revision = try? PDFFile(Data(bytes[..<length])), !revision.hasWarnings,
            let then = FormFields(of: revision).all.first(where: { $0.name == fieldName && $0.type == "Sig" }),
            revision.resolve(then.value).dictionary?["Contents"]?.data == cms
        else { throw .revision }
        revisionLength = length
        coveredDigest = SHA256.digest([bytes[..<range[1]], bytes[range[2]..<length]])
    }

    private static func decoded(_ hex: Data) -> Data? {
        guard hex.count.isMultiple(of: 2) else { return nil }
        var bytes = Data(capacity: hex.count / 2)
        var high: UInt8?
        for digit in hex {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x41 + 10
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func policy(of entries: [String: PDFValue], _ file: PDFFile) -> SignaturePolicy {
        var policy = SignaturePolicy()
        for reference in file.resolve(entries["Reference"]).array ?? [] {
            let reference = file.resolve(reference).dictionary ?? [:]
            let parameters = file.resolve(reference["TransformParams"]).dictionary ?? [:]
            switch file.resolve(reference["TransformMethod"]).name {
            case "DocMDP": policy.permission = file.resolve(parameters["P"]).integer ?? 2
            case "FieldMDP":
                let names = file.resolve(parameters["Fields"]).array?.compactMap { file.resolve($0).text } ?? []
                switch file.resolve(parameters["Action"]).name {
                case "All": policy.locked = .all
                case "Include": policy.locked = .only(Set(names))
                case "Exclude": policy.locked = .allBut(Set(names))
                default: policy.locked = .all
                }
            default: break
            }
        }
        return policy
    }

    /// The time /M claims; only the form with Z or an offset is read.
    var claimedTime: Date? {
        guard let text = entries["M"]?.text,
            let match = text.wholeMatch(
                of: /D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'00'?)?|([+\-])(\d\d)'(\d\d)'?)/
            )
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(
            year: Int(match.1),
            month: Int(match.2),
            day: Int(match.3),
            hour: Int(match.4),
            minute: Int(match.5),
            second: Int(match.6)
        )
        guard let local = calendar.date(from: parts) else { return nil }
        let minutes = Double(match.8.flatMap { Int($0) } ?? 0) * 60 + Double(match.9.flatMap { Int($0) } ?? 0)
        return local.addingTimeInterval((match.7 == "-" ? 60 : -60) * minutes)
    }
}
