import Foundation

/// The part of an OpenType layout table (GSUB, GPOS) that says which features each script and language has.
enum ScriptList {
    /// The table with this language and the default one only; a table that cannot be read stays as it is.
    static func keeping(_ language: String, in table: Data) -> Data {
        var bytes = [UInt8](table)
        func number(at offset: Int) -> Int? {
            offset + 1 < bytes.count ? Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) : nil
        }
        guard let list = number(at: 4), let scripts = number(at: list) else { return table }
        for index in 0..<scripts {
            guard let offset = number(at: list + 2 + 6 * index + 4), let languages = number(at: list + offset + 2)
            else { return table }
            // A tag of four letters and an offset for each language, behind the default's offset and the count.
            let first = list + offset + 4
            guard first + 6 * languages <= bytes.count else { return table }
            let records = (0..<languages).map { first + 6 * $0 }
            let kept = records.first { bytes[$0..<$0 + 4].elementsEqual(language.utf8) }
            if let kept { bytes.replaceSubrange(first..<first + 6, with: Array(bytes[kept..<kept + 6])) }
            bytes[first - 2] = 0
            bytes[first - 1] = kept == nil ? 0 : 1
        }
        return Data(bytes)
    }
}
