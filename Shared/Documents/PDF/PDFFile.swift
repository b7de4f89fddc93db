import CQPDF
import Foundation

/// A PDF opened by libqpdf for reading; used by one thread at a time.
final class PDFFile {
    /// The bytes as they were given.
    let bytes: Data
    private let handle: qpdf_data
    // qpdf reads lazily from these bytes for as long as the handle lives.
    private let buffer: UnsafeMutableBufferPointer<CChar>

    /// Opens with an empty password; a file that needs another is `.encrypted`, one beyond repair `.damaged`.
    init(_ bytes: Data) throws(DocumentProblem) {
        guard !bytes.isEmpty else { throw DocumentProblem(.empty) }
        self.bytes = bytes
        let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        self.buffer = buffer
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
        handle = qpdf_init()
        qpdf_silence_errors(handle)
        qpdf_set_suppress_warnings(handle, 1)
        let status = qpdf_read_memory(handle, "document", buffer.baseAddress, UInt64(bytes.count), "")
        if status & Int32(QPDF_ERRORS) != 0 {
            let code = qpdf_get_error_code(handle, qpdf_get_error(handle))
            throw DocumentProblem(code == qpdf_e_password ? .encrypted : .damaged, detail: "unreadable")
        }
    }

    deinit {
        var handle: qpdf_data? = handle
        qpdf_cleanup(&handle)
        buffer.deallocate()
    }

    /// Whether libqpdf had to repair or doubt anything read so far.
    var hasWarnings: Bool { qpdf_more_warnings(handle) != 0 }

    var isEncrypted: Bool { qpdf_is_encrypted(handle) != 0 }

    var trailer: [String: PDFValue] {
        let trailer = qpdf_get_trailer(handle)
        defer { qpdf_oh_release(handle, trailer) }
        return value(of: trailer, asDirect: true).dictionary ?? [:]
    }

    /// One more than the highest object number.
    var size: Int { trailer["Size"]?.integer ?? 0 }

    var pageCount: Int { max(0, Int(qpdf_get_num_pages(handle))) }

    /// Gives every page its own copy of what it inherits; the bytes are not changed.
    func pushInheritedAttributes() {
        _ = qpdf_push_inherited_attributes_to_page(handle)
    }

    /// References to the pages in order.
    func pages() throws(DocumentProblem) -> [PDFValue] {
        var pages: [PDFValue] = []
        for index in 0..<pageCount {
            let page = qpdf_get_page_n(handle, index)
            defer { qpdf_oh_release(handle, page) }
            guard qpdf_has_error(handle) == 0, qpdf_oh_get_object_id(handle, page) > 0 else {
                throw DocumentProblem(.damaged, detail: "page \(index + 1)")
            }
            pages.append(
                .reference(
                    Int(qpdf_oh_get_object_id(handle, page)),
                    Int(qpdf_oh_get_generation(handle, page))
                )
            )
        }
        return pages
    }

    /// The value behind a reference; any other value is given back as it is.
    func resolve(_ value: PDFValue?) -> PDFValue {
        guard case .reference(let id, let generation)? = value else { return value ?? .null }
        return withObject(id, generation) { self.value(of: $0, asDirect: true) }
    }

    /// The object with its stream bytes as stored.
    func object(_ id: Int, _ generation: Int = 0) -> PDFObject {
        withObject(id, generation) { object in
            let value = value(of: object, asDirect: true)
            guard qpdf_oh_is_stream(handle, object) != 0 else { return PDFObject(value) }
            return PDFObject(value, stream: streamData(of: object, decode: qpdf_dl_none) ?? Data())
        }
    }

    /// Rewrites the document plainly: one revision, classic cross-reference table, no object streams, not encrypted.
    func canonical() throws(DocumentProblem) -> Data {
        guard qpdf_init_write_memory(handle) & Int32(QPDF_ERRORS) == 0 else {
            throw DocumentProblem(.damaged, detail: "cannot be rewritten")
        }
        qpdf_set_object_stream_mode(handle, qpdf_o_disable)
        qpdf_set_stream_data_mode(handle, qpdf_s_preserve)
        qpdf_set_newline_before_endstream(handle, 1)
        qpdf_set_minimum_pdf_version(handle, "1.7")
        qpdf_set_preserve_encryption(handle, 0)
        guard qpdf_write(handle) & Int32(QPDF_ERRORS) == 0, let start = qpdf_get_buffer(handle) else {
            throw DocumentProblem(.damaged, detail: "cannot be rewritten")
        }
        return Data(bytes: start, count: qpdf_get_buffer_length(handle))
    }

    // MARK: Reading values

    private func withObject<Result>(_ id: Int, _ generation: Int, _ body: (qpdf_oh) -> Result) -> Result {
        let object = qpdf_get_object_by_id(handle, Int32(clamping: id), Int32(clamping: generation))
        defer { qpdf_oh_release(handle, object) }
        return body(object)
    }

    private func streamData(of object: qpdf_oh, decode: qpdf_stream_decode_level_e) -> Data? {
        var start: UnsafeMutablePointer<UInt8>?
        var length = 0
        var filtered: QPDF_BOOL = 0
        let status = qpdf_oh_get_stream_data(handle, object, decode, &filtered, &start, &length)
        guard status & Int32(QPDF_ERRORS) == 0, let start else { return nil }
        defer { free(start) }
        if decode != qpdf_dl_none, filtered == 0 { return nil }
        return Data(bytes: start, count: length)
    }

    /// Nesting deeper than this is read as null; libqpdf itself warns at 500.
    private static let deepest = 250

    private func value(of object: qpdf_oh, asDirect: Bool, depth: Int = 0) -> PDFValue {
        if !asDirect, qpdf_oh_is_indirect(handle, object) != 0 {
            return .reference(
                Int(qpdf_oh_get_object_id(handle, object)),
                Int(qpdf_oh_get_generation(handle, object))
            )
        }
        guard depth < Self.deepest else { return .null }
        switch qpdf_oh_get_type_code(handle, object) {
        case ot_boolean: return .boolean(qpdf_oh_get_bool_value(handle, object) != 0)
        case ot_integer: return .integer(Int(qpdf_oh_get_int_value(handle, object)))
        case ot_real: return .real(String(cString: qpdf_oh_get_real_value(handle, object)))
        case ot_name: return .name(String(String(cString: qpdf_oh_get_name(handle, object)).dropFirst()))
        case ot_string:
            var length = 0
            guard let start = qpdf_oh_get_binary_string_value(handle, object, &length) else { return .null }
            return .string(Data(bytes: start, count: length))
        case ot_array:
            let count = Int(qpdf_oh_get_array_n_items(handle, object))
            return .array(
                (0..<count).map { index in
                    let item = qpdf_oh_get_array_item(handle, object, Int32(index))
                    defer { qpdf_oh_release(handle, item) }
                    return value(of: item, asDirect: false, depth: depth + 1)
                }
            )
        case ot_dictionary: return .dictionary(entries(of: object, depth: depth))
        case ot_stream:
            let dictionary = qpdf_oh_get_dict(handle, object)
            defer { qpdf_oh_release(handle, dictionary) }
            return .dictionary(entries(of: dictionary, depth: depth))
        default: return .null
        }
    }

    private func entries(of dictionary: qpdf_oh, depth: Int) -> [String: PDFValue] {
        // libqpdf iterates one dictionary at a time: copy the keys before looking at the values.
        var keys: [String] = []
        qpdf_oh_begin_dict_key_iter(handle, dictionary)
        while qpdf_oh_dict_more_keys(handle) != 0 {
            guard let key = qpdf_oh_dict_next_key(handle) else { break }
            keys.append(String(cString: key))
        }
        var entries: [String: PDFValue] = [:]
        for key in keys {
            let item = qpdf_oh_get_key(handle, dictionary, key)
            defer { qpdf_oh_release(handle, item) }
            entries[String(key.dropFirst())] = value(of: item, asDirect: false, depth: depth + 1)
        }
        return entries
    }
}
