import COpenSSL
import Foundation

/// The attributes of a CMS signer, as the bytes they are signed in and as single values.
enum CMSAttributes {
    /// The signed attributes as a SET OF in DER, its members sorted: the message that the signature covers.
    static func signedMessage(of signer: OpaquePointer) -> Data? {
        var members: [Data] = []
        for index in 0..<max(0, CMS_signed_get_attr_count(signer)) {
            guard let attribute = CMS_signed_get_attr(signer, index),
                let member = encoded({ i2d_X509_ATTRIBUTE(attribute, $0) })
            else { return nil }
            members.append(member)
        }
        let content = members.sorted { $0.lexicographicallyPrecedes($1) }.reduce(into: Data()) { $0 += $1 }
        return Data([0x31]) + length(content.count) + content
    }

    /// The bytes of a signed attribute that must be there once with one value of the type; nil otherwise.
    static func signedValue(_ name: Int32, type: Int32, of signer: OpaquePointer) -> Data? {
        let position = CMS_signed_get_attr_by_NID(signer, name, -1)
        guard position >= 0, CMS_signed_get_attr_by_NID(signer, name, position) < 0 else { return nil }
        return onlyValue(of: CMS_signed_get_attr(signer, position), type: type)
    }

    /// The bytes of all unsigned attributes of the name.
    static func unsignedValues(_ name: Int32, type: Int32, of signer: OpaquePointer) -> [Data?] {
        var values: [Data?] = []
        var position = CMS_unsigned_get_attr_by_NID(signer, name, -1)
        while position >= 0 {
            values.append(onlyValue(of: CMS_unsigned_get_attr(signer, position), type: type))
            position = CMS_unsigned_get_attr_by_NID(signer, name, position)
        }
        return values
    }

    private static func onlyValue(of attribute: OpaquePointer?, type: Int32) -> Data? {
        guard let attribute, X509_ATTRIBUTE_count(attribute) == 1,
            let value = X509_ATTRIBUTE_get0_data(attribute, 0, type, nil)
        else { return nil }
        // Sequences keep their whole encoding; strings give their content.
        return Data(UnsafePointer(value.assumingMemoryBound(to: ASN1_STRING.self)))
    }

    private static func length(_ count: Int) -> Data {
        guard count >= 0x80 else { return Data([UInt8(count)]) }
        let bytes = withUnsafeBytes(of: UInt64(count).bigEndian) { Data($0.drop { $0 == 0 }) }
        return Data([0x80 | UInt8(bytes.count)]) + bytes
    }
}
