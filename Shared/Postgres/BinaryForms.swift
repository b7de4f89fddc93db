/// Walks over the bytes of one cell and refuses to read past its end.
struct ByteReader {
    private let cell: PostgresCell
    private var offset = 0

    init(_ cell: PostgresCell) {
        self.cell = cell
    }

    mutating func next<Integer: FixedWidthInteger>(_: Integer.Type) throws -> Integer {
        let size = MemoryLayout<Integer>.size
        guard cell.bytes.count - offset >= size else { throw cell.mismatch("\(Integer.self)") }
        defer { offset += size }
        return Integer(bigEndian: cell.bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, cell.bytes.count - offset >= count else { throw cell.mismatch("an array") }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: cell.bytes[offset..<offset + count])
    }
}

/// The server sends numeric as groups of four decimal digits.
enum NumericText {
    static func decode(_ cell: PostgresCell) throws -> String {
        var reader = ByteReader(cell)
        let groups = Int(try reader.next(Int16.self))
        let weight = Int(try reader.next(Int16.self))
        let sign = try reader.next(UInt16.self)
        let scale = Int(try reader.next(Int16.self))
        if sign != 0 && sign != 0x4000 { return "NaN" }
        var digits: [Int] = []
        for _ in 0..<max(0, groups) { digits.append(Int(try reader.next(Int16.self))) }
        func group(_ index: Int) -> Int { digits.indices.contains(index) ? digits[index] : 0 }
        var text = sign == 0x4000 ? "-" : ""
        if weight < 0 {
            text += "0"
        } else {
            for index in 0...weight { text += index == 0 ? String(group(0)) : padded(group(index)) }
        }
        guard scale > 0 else { return text }
        var fraction = ""
        var index = weight + 1
        while fraction.utf8.count < scale {
            fraction += padded(group(index))
            index += 1
        }
        return text + "." + fraction.prefix(scale)
    }

    private static func padded(_ group: Int) -> String {
        let text = String(group)
        return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
    }
}

/// A date column as `yyyy-mm-dd`, without a calendar or a time zone.
enum CalendarText {
    static func make(days: Int32) -> String {
        // Days since 0000-03-01 in the proleptic Gregorian calendar; 730425 of them precede 2000-01-01.
        let total = Int(days) + 730_425
        let era = (total >= 0 ? total : total - 146_096) / 146_097
        let dayOfEra = total - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
