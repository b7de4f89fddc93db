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

    /// Room for a CMS with a time-stamp and a chain of two on curves, which takes about 3 KB.
    package static let usualRoom = 4096
    /// The largest CMS that is given a place.
    package static let largestRoom = 65_536

    /// Appends the revision.
    ///
    /// `cms` is handed the SHA-256 of the covered bytes and gives the DER of a detached CMS; `room` is what it is
    /// expected to take. When it takes more, the revision is made once more with room enough, and `cms` is asked again.
    /// Throws a `DocumentProblem`, or whatever `cms` throws.
    package static func apply(
        to pdf: Data,
        _ request: Request,
        room: Int = usualRoom,
        cms: (_ sha256: Data) throws -> Data
    ) throws -> Data {
        do {
            return try append(to: pdf, request, room: min(room, largestRoom), cms: cms)
        } catch let overflow as SignatureDictionary.Overflow {
            // Signature values differ by some bytes from one to the next.
            let wider = overflow.needed + overflow.needed / 8
            guard wider <= largestRoom else { throw overflow.problem }
            do {
                return try append(to: pdf, request, room: wider, cms: cms)
            } catch let overflow as SignatureDictionary.Overflow { throw overflow.problem }
        }
    }

    private static func append(
        to pdf: Data,
        _ request: Request,
        room: Int,
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
        let dictionary = SignatureDictionary(request: request, certify: certify, lockedNames: names, room: room)
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
