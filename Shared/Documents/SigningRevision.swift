package import Foundation

/// Adds one signer's revision to a composed document: values, appearances and a PAdES signature.
package enum SigningRevision {
    /// What is drawn where the signer signs.
    package enum Appearance: Sendable {
        /// A PNG with alpha.
        case handwriting(png: Data)
        case seal(SealArtwork)
    }

    /// One signer's revision.
    package struct Request: Sendable {
        /// `ControlParty.signatureFieldName` of the signer.
        package var fieldName: String
        package var signerName: String
        /// Values of this signer's own controls, by control key; dates of signing are filled by themselves.
        package var fieldValues: [String: String]
        package var appearance: Appearance
        /// Whether this signature certifies the document; by default the first one does.
        package var certify: Bool?
        package var signedAt: Date
        package var reason: String
        package var location: String?

        package init(
            fieldName: String,
            signerName: String,
            fieldValues: [String: String] = [:],
            appearance: Appearance,
            certify: Bool? = nil,
            signedAt: Date,
            reason: String,
            location: String? = nil
        ) {
            self.fieldName = fieldName
            self.signerName = signerName
            self.fieldValues = fieldValues
            self.appearance = appearance
            self.certify = certify
            self.signedAt = signedAt
            self.reason = reason
            self.location = location
        }
    }

    /// Appends the revision.
    ///
    /// `cms` is handed the SHA-256 of the covered bytes and gives the DER of a detached CMS. Throws a
    /// `DocumentProblem`, or whatever `cms` throws.
    package static func apply(
        to pdf: Data,
        _ request: Request,
        cms: (_ sha256: Data) throws -> Data
    ) throws -> Data {
        let form = try FilledForm(pdf)
        let field = try form.unsignedField(request.fieldName)
        let isFirst = form.signedFields.isEmpty
        let certify = request.certify ?? isFirst
        guard !certify || isFirst else {
            throw DocumentProblem(.fieldAlreadySigned, detail: "only the first signature certifies")
        }
        var update = try IncrementalUpdate(extending: form.file)
        let names = form.lockedNames(of: field)
        let appearances = try SignerAppearances(form: form, field: field, names: names, request: request)
        let drawn = try appearances.insert(into: &update)
        let dictionary = SignatureDictionary(request: request, certify: certify, lockedNames: names)
        let signature = update.add(written: dictionary.bytes)
        for name in names {
            guard let target = form.fields[name], let appearance = drawn[name] else { continue }
            var entries = target.entries
            entries["AP"] = .dictionary(["N": appearance])
            if let value = appearances.texts[name] { entries["V"] = .text(value) }
            update.replace(target.id, with: PDFObject(.dictionary(entries)))
        }
        var entries = field.entries
        entries["V"] = signature
        if let appearance = drawn[request.fieldName] { entries["AP"] = .dictionary(["N": appearance]) }
        update.replace(field.id, with: PDFObject(.dictionary(entries)))
        if certify {
            var catalog = form.catalog
            catalog["Perms"] = .dictionary(["DocMDP": signature])
            update.replace(form.catalogID, with: PDFObject(.dictionary(catalog)))
        }
        var (bytes, offsets) = update.appended()
        guard let id = signature.referencedID, let offset = offsets[id] else { throw DocumentProblem(.unavailable) }
        try dictionary.seal(&bytes, at: offset, cms: cms)
        return bytes
    }
}

/// A signature dictionary written with room for its byte range and its CMS.
struct SignatureDictionary {
    /// Bytes kept for the CMS; one with a time-stamp and a chain of three takes about 4 KB.
    static let reserved = 16_384
    private static let slot = String(repeating: " ", count: 10)

    private(set) var bytes = Data()
    private var rangeOffset = 0
    private var contentsOffset = 0

    init(request: SigningRevision.Request, certify: Bool, lockedNames: [String]) {
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
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 2 * Self.reserved))
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
        let gapEnd = gapStart + 2 + 2 * Self.reserved
        let range = [gapStart, gapEnd, document.count - gapEnd]
            .map { String($0).padding(toLength: Self.slot.count, withPad: " ", startingAt: 0) }
            .joined(separator: " ")
        let rangeStart = offset + rangeOffset
        document.replaceSubrange(rangeStart..<rangeStart + range.utf8.count, with: Data(range.utf8))
        let signature = try cms(SHA256.digest([document[..<gapStart], document[gapEnd...]]))
        guard !signature.isEmpty, signature.count <= Self.reserved else {
            throw DocumentProblem(.unavailable, detail: "the signature does not fit its place")
        }
        let digits = Array("0123456789abcdef".utf8)
        var hex = Data(capacity: 2 * signature.count)
        for byte in signature {
            hex.append(digits[Int(byte >> 4)])
            hex.append(digits[Int(byte & 0xF)])
        }
        document.replaceSubrange(gapStart + 1..<gapStart + 1 + hex.count, with: hex)
    }
}
