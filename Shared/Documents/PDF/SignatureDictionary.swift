import Foundation

/// A signature dictionary written with room for its byte range and its CMS.
struct SignatureDictionary {
    /// The CMS is larger than its place.
    struct Overflow: Error {
        let needed: Int
        let room: Int

        var problem: DocumentProblem {
            DocumentProblem(.unavailable, detail: "a signature of \(needed) bytes has a place of \(room)")
        }
    }

    private static let slot = String(repeating: " ", count: 10)

    private(set) var bytes = Data()
    /// Bytes kept for the CMS.
    private let room: Int
    private var rangeOffset = 0
    private var contentsOffset = 0

    init(request: SigningRevision.Request, certify: Bool, lockedNames: [String], room: Int) {
        self.room = room
        bytes.append(ascii: "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ")
        PDFValue.string(Data(Self.date(request.signedAt).utf8)).write(to: &bytes)
        for (key, text) in [
            ("Name", request.signerName), ("Reason", request.reason), ("Location", request.location ?? ""),
        ] where !text.isEmpty {
            bytes.append(ascii: " /\(key) ")
            PDFValue.text(text).write(to: &bytes)
        }
        bytes.append(ascii: " /Reference ")
        PDFValue.array(Self.references(certify: certify, lockedNames: lockedNames)).write(to: &bytes)
        bytes.append(ascii: " /ByteRange [0 ")
        rangeOffset = bytes.count
        bytes.append(ascii: "\(Self.slot) \(Self.slot) \(Self.slot)] /Contents ")
        contentsOffset = bytes.count
        bytes.append(ascii: "<")
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 2 * room))
        bytes.append(ascii: "> >>")
    }

    /// The certifying transform comes first: readers look for it there.
    private static func references(certify: Bool, lockedNames: [String]) -> [PDFValue] {
        var references: [PDFValue] = []
        if certify {
            references.append(
                .dictionary([
                    "Type": .name("SigRef"), "TransformMethod": .name("DocMDP"),
                    "TransformParams": .dictionary([
                        "Type": .name("TransformParams"), "P": .integer(2), "V": .name("1.2"),
                    ]),
                ])
            )
        }
        references.append(
            .dictionary([
                "Type": .name("SigRef"), "TransformMethod": .name("FieldMDP"),
                "TransformParams": .dictionary([
                    "Type": .name("TransformParams"), "Action": .name("Include"), "V": .name("1.2"),
                    "Fields": .array(lockedNames.map { .text($0) }),
                ]),
            ])
        )
        return references
    }

    private static func date(_ instant: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: instant)
        return String(
            format: "D:%04d%02d%02d%02d%02d%02dZ",
            parts.year ?? 0,
            parts.month ?? 0,
            parts.day ?? 0,
            parts.hour ?? 0,
            parts.minute ?? 0,
            parts.second ?? 0
        )
    }

    /// Fills in the byte range, has the rest signed and puts the CMS in its place.
    func seal(_ document: inout Data, at offset: Int, cms: (Data) throws -> Data) throws {
        let gapStart = offset + contentsOffset
        let gapEnd = gapStart + 2 + 2 * room
        let range = [gapStart, gapEnd, document.count - gapEnd]
            .map { String($0).padding(toLength: Self.slot.count, withPad: " ", startingAt: 0) }
            .joined(separator: " ")
        let rangeStart = offset + rangeOffset
        document.replaceSubrange(rangeStart..<rangeStart + range.utf8.count, with: Data(range.utf8))
        let signature = try cms(SHA256.digest([document[..<gapStart], document[gapEnd...]]))
        guard !signature.isEmpty else { throw DocumentProblem(.unavailable, detail: "an empty signature") }
        guard signature.count <= room else { throw Overflow(needed: signature.count, room: room) }
        let digits = Array("0123456789abcdef".utf8)
        var hex = Data(capacity: 2 * signature.count)
        for byte in signature {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 0xF)])
        }
        document.replaceSubrange(gapStart + 1..<gapStart + 1 + hex.count, with: hex)
    }
}
