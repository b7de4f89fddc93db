package import Foundation

/// Judges what the signatures of a document cover and what was changed after each of them.
package struct DocumentVerifier: Sendable {
    package init() {}

    /// Finds every signature in order of signing, in this process: only for documents of our own making.
    package static func examine(_ pdf: Data) throws(DocumentProblem) -> [FoundSignature] {
        guard !pdf.isEmpty else { throw DocumentProblem(.empty) }
        guard pdf.prefix(1024).range(of: Data("%PDF-".utf8)) != nil else { throw DocumentProblem(.notPDF) }
        let pdf = pdf.startIndex == 0 ? pdf : Data(pdf)
        let file = try PDFFile(pdf)
        guard !file.isEncrypted else { throw DocumentProblem(.encrypted) }
        let read = try SignatureReading.signatures(in: file)
        guard !file.hasWarnings else { throw DocumentProblem(.damaged, detail: "needs repair") }
        let changes = changesAfter(read, in: file)
        return zip(read, changes).map { signature, changes in
            FoundSignature(
                fieldName: signature.fieldName,
                signerName: signature.entries["Name"]?.text,
                reason: signature.entries["Reason"]?.text,
                signedAt: signature.claimedTime,
                subFilter: signature.entries["SubFilter"]?.name ?? "",
                cms: signature.cms,
                coveredDigest: signature.coveredDigest,
                revisionLength: signature.revisionLength,
                coversWholeDocument: signature.fault == nil && signature.revisionLength == pdf.count,
                changesAfter: changes,
                certifies: signature.policy.permission != nil,
                isTimestamp: signature.isTimestamp,
                lockedFields: signature.policy.locked.names
            )
        }
    }

    /// The same for a document from outside, in a child process with limits.
    package func examineUntrusted(_ pdf: Data) async throws(DocumentProblem) -> [FoundSignature] {
        try await DocumentWorker.ask(.examine, 0, pdf)
    }

    /// What the child process does: finds the signatures, and refuses a document that acts on its own, as nothing does
    /// that is signed here.
    static func examineUpload(_ pdf: Data) throws(DocumentProblem) -> [FoundSignature] {
        let found = try examine(pdf)
        // Rewritten plainly, nothing hides in object streams or behind generations.
        let plain = try PDFFile(PDFFile(pdf).canonical())
        for id in stride(from: 1, to: plain.size, by: 1) {
            if let problem = ActiveContent.problem(in: plain.resolve(.reference(id, 0))), problem.code == .activeContent
            {
                throw problem
            }
        }
        return found
    }

    /// Compares each signed revision with the next; what a step forbids speaks against every signature before it.
    private static func changesAfter(
        _ signatures: [SignatureReading],
        in file: PDFFile
    ) -> [FoundSignature.Changes] {
        var results: [FoundSignature.Changes] = signatures.map { signature in
            signature.fault.map { .forbidden(reason: $0) } ?? .none
        }
        let sound = signatures.indices.filter { signatures[$0].fault == nil }
        var judged: [Int] = []
        for (position, index) in sound.enumerated() {
            judged.append(index)
            let isLast = position + 1 == sound.count
            let end = isLast ? file.bytes.count : signatures[sound[position + 1]].revisionLength
            let start = signatures[index].revisionLength
            guard end > start else { continue }
            let found = forbiddenChange(
                from: start,
                to: end,
                in: file,
                policies: judged.map { signatures[$0].policy }
            )
            for earlier in judged {
                if case .forbidden = results[earlier] { continue }
                results[earlier] = found.map { .forbidden(reason: $0) } ?? .permitted
            }
        }
        return results
    }

    private static func forbiddenChange(
        from start: Int,
        to end: Int,
        in file: PDFFile,
        policies: [SignaturePolicy]
    ) -> String? {
        let added = file.bytes[start..<end]
        guard added.range(of: Data("startxref".utf8)) != nil, added.range(of: Data("%%EOF".utf8)) != nil else {
            return "bytes after the signed revision"
        }
        do throws(DocumentProblem) {
            let old = try PDFFile(Data(file.bytes[..<start]))
            let new = end == file.bytes.count ? file : try PDFFile(Data(file.bytes[..<end]))
            var comparison = try RevisionComparison(old: old, new: new, policies: policies)
            if let reason = comparison.forbiddenChange() { return reason }
            return old.hasWarnings || new.hasWarnings ? "a revision needs repair" : nil
        } catch { return "a revision cannot be read" }
    }
}
