import COpenSSL
import Foundation

/// Calls one of OpenSSL's `i2d_…` functions and copies what it allocated.
func encoded(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> Data? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = encode(&bytes)
    guard count > 0, let bytes else { return nil }
    defer { suiyue_free(bytes) }
    return Data(bytes: bytes, count: Int(count))
}

extension Data {
    /// Calls one of OpenSSL's `d2i_…` functions on all the bytes; `leftOver` tells how many it did not read.
    func decoded<Value>(
        _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Value?
    ) -> (value: Value, leftOver: Int)? {
        withBytes { start in
            var position: UnsafePointer<UInt8>? = start
            guard let value = decode(&position, count), let position else { return nil }
            return (value, count - (position - start))
        }
    }
}

/// Lets `write` fill a memory buffer that is overwritten when freed, and returns its text.
func writtenText(_ write: (OpaquePointer) -> Bool) -> String? {
    guard let buffer = BIO_new(BIO_s_secmem()) else { return nil }
    defer { BIO_free(buffer) }
    var bytes: UnsafeMutablePointer<CChar>?
    guard write(buffer), case let count = suiyue_bio_bytes(buffer, &bytes), count > 0, let bytes else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
}

/// Lets `read` read a text through OpenSSL's stream type.
func readingText<Result>(_ text: String, _ read: (OpaquePointer) -> Result?) -> Result? {
    let bytes = Data(text.utf8)
    return bytes.withBytes { start in
        guard let buffer = BIO_new_mem_buf(start, Int32(clamping: bytes.count)) else { return nil }
        defer { BIO_free(buffer) }
        return read(buffer)
    }
}

extension Date {
    /// Reads OpenSSL's time, which counts whole seconds.
    init?(_ time: UnsafePointer<ASN1_TIME>?) {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        self.init(timeIntervalSince1970: TimeInterval(timegm(&parts)))
    }

    /// The second the date lies in, as C counts it.
    var wholeSeconds: time_t { time_t(timeIntervalSince1970.rounded(.down)) }
}

extension Data {
    init(_ string: UnsafePointer<ASN1_STRING>) {
        let count = Int(ASN1_STRING_length(string))
        guard count > 0, let bytes = ASN1_STRING_get0_data(string) else {
            self.init()
            return
        }
        self.init(bytes: bytes, count: count)
    }
}

/// Makes a positive random number of 127 bits, never shorter than 16 bytes, as a serial number nobody can foresee.
func makeSerialNumber() -> UnsafeMutablePointer<ASN1_INTEGER>? {
    var bytes = SecureRandom.bytes(16)
    bytes[bytes.startIndex] = bytes[bytes.startIndex] & 0x7f | 0x40
    return integer(bytes)
}

/// Makes OpenSSL's integer of big-endian bytes; the caller frees it.
func integer(_ bytes: Data) -> UnsafeMutablePointer<ASN1_INTEGER>? {
    let number = bytes.withBytes { BN_bin2bn($0, Int32(clamping: bytes.count), nil) }
    defer { BN_free(number) }
    return number.flatMap { BN_to_ASN1_INTEGER($0, nil) }
}
