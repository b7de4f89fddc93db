import CQPDF
import Foundation

/// Inspects an upload and rewrites it plainly; runs in the worker process.
struct UploadReading {
    let maxPages: Int

    func accept(_ upload: Data) throws(DocumentProblem) -> AcceptedDocument {
        guard !upload.isEmpty else { throw DocumentProblem(.empty) }
        guard upload.prefix(1024).range(of: Data("%PDF-".utf8)) != nil else { throw DocumentProblem(.notPDF) }
        let original = try PDFFile(upload)
        // A document with an empty user password opens without a word.
        guard !original.isEncrypted else { throw DocumentProblem(.encrypted) }
        let count = original.pageCount
        guard count > 0 else { throw DocumentProblem(.damaged, detail: "no pages") }
        guard count <= maxPages else { throw DocumentProblem(.tooManyPages, detail: "\(count) of \(maxPages)") }
        // Objects are enumerated after rewriting: nothing hides in object streams or behind generations any more.
        let canonical = try original.canonical()
        guard !original.hasWarnings else { throw DocumentProblem(.damaged, detail: "needs repair") }
        try inspect(PDFFile(canonical))
        let stripped = try strip(PDFFile(try flatten(canonical)))
        let file = try PDFFile(stripped)
        file.pushInheritedAttributes()
        let sizes = try SignatureForm.pages(of: file)
            .map { PageSize(width: $0.visible.width, height: $0.visible.height) }
        guard sizes.count == count else { throw DocumentProblem(.damaged, detail: "pages lost") }
        return AcceptedDocument(pdf: stripped, pageSizes: sizes)
    }

    private func inspect(_ file: PDFFile) throws(DocumentProblem) {
        for id in stride(from: 1, to: file.size, by: 1) {
            let value = file.resolve(.reference(id, 0))
            if let problem = ActiveContent.problem(in: value) { throw problem }
            guard let entries = value.dictionary else { continue }
            if entries["Type"]?.name == "Sig" || entries["ByteRange"] != nil
                || entries["FT"]?.name == "Sig" && entries["V"] != nil || entries["DocTimeStamp"] != nil
            {
                throw DocumentProblem(.alreadySigned)
            }
        }
        let catalog = file.resolve(file.trailer["Root"]).dictionary ?? [:]
        if catalog["Perms"] != nil || catalog["DSS"] != nil { throw DocumentProblem(.alreadySigned) }
        let opening = file.resolve(catalog["OpenAction"])
        // Many word processors write where to begin reading: harmless, and dropped later.
        guard opening == .null || opening.array != nil || opening.dictionary?["S"]?.name == "GoTo" else {
            throw DocumentProblem(.activeContent, detail: "OpenAction")
        }
    }

    /// Draws annotations and form values into the pages and turns rotated pages upright.
    private func flatten(_ pdf: Data) throws(DocumentProblem) -> Data {
        let input = memfd_create("input", 0)
        let output = memfd_create("output", 0)
        defer {
            close(input)
            close(output)
        }
        guard input >= 0, output >= 0 else { throw DocumentProblem(.unavailable, detail: "no memory file") }
        let source = FileHandle(fileDescriptor: input, closeOnDealloc: false)
        do { try source.write(contentsOf: pdf) } catch { throw DocumentProblem(.unavailable, detail: "no memory file") }
        let job = """
            {"inputFile": "/proc/self/fd/\(input)", "outputFile": "/proc/self/fd/\(output)", "flattenAnnotations": "all",
            "flattenRotation": "", "generateAppearances": "", "objectStreams": "disable", "noWarn": ""}
            """
        guard qpdfjob_run_from_json(job) == 0 else { throw DocumentProblem(.damaged, detail: "annotations") }
        let result = FileHandle(fileDescriptor: output, closeOnDealloc: false)
        do {
            try result.seek(toOffset: 0)
            return try result.readToEnd() ?? Data()
        } catch { throw DocumentProblem(.unavailable, detail: "no memory file") }
    }

    /// Drops what is left of annotations, forms and entries that open something.
    private func strip(_ file: PDFFile) throws(DocumentProblem) -> Data {
        let canonical = try PDFFile(file.canonical())
        canonical.pushInheritedAttributes()
        var update = try IncrementalUpdate(extending: canonical)
        guard case .reference(let root, _)? = canonical.trailer["Root"],
            var catalog = canonical.resolve(canonical.trailer["Root"]).dictionary
        else { throw DocumentProblem(.damaged, detail: "no catalog") }
        for key in ["AcroForm", "OpenAction", "URI", "NeedsRendering"] { catalog[key] = nil }
        update.replace(root, with: PDFObject(.dictionary(catalog)))
        for page in try canonical.pages() {
            guard case .reference(let id, _) = page, var entries = canonical.resolve(page).dictionary else { continue }
            entries["Annots"] = nil
            update.replace(id, with: PDFObject(.dictionary(entries)))
        }
        return try PDFFile(update.appended().bytes).canonical()
    }
}
