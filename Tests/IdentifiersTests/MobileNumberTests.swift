import Foundation
import Identifiers
import Testing

struct `Mobile numbers` {
    @Test(arguments: ["13800138000", "+8613800138000", "8613800138000"])
    func `one number in three spellings`(text: String) throws {
        let number = try #require(MobileNumber(text))
        #expect(number.digits == "13800138000")
        #expect(number.masked == "138****8000")
        #expect("\(number)" == "138****8000")
        #expect(String(reflecting: [number]) == "[138****8000]")
    }

    @Test(arguments: [
        "19412345678", "15412345678", "1380013800", "138001380001", "", "+86", "1380013800a", "１３８００１３８０００",
        "+1 3800138000", "23800138000", "14412345678", "17420000000", "138 0013 8000", "86138001380",
    ])
    func `what is no mobile number is refused`(text: String) {
        #expect(MobileNumber(text) == nil)
    }

    @Test(arguments: ["16512345678", "16712345678", "16212345678", "17012345678", "17112345678"])
    func `resellers' ranges are virtual`(text: String) throws {
        #expect(try #require(MobileNumber(text)).isVirtual)
    }

    @Test(arguments: ["16612345678", "17212345678", "13800000001", "19212345678"])
    func `carriers' own ranges are not virtual`(text: String) throws {
        #expect(try #require(MobileNumber(text)).isVirtual == false)
    }

    @Test func `the table agrees with the published patterns for every prefix`() throws {
        let capable = try NSRegularExpression(
            pattern: #"^(?:\+?86)?1(?:3\d{3}|5[^4\D]\d{2}|8\d{3}|7(?:[0-35-9]\d{2}|4(?:0\d|1[0-2]|9\d))"#
                + #"|9[0-35-9]\d{2}|6[2567]\d{2}|4[579]\d{2})\d{6}$"#
        )
        let virtual = try NSRegularExpression(pattern: #"^(?:\+?86)?1(?:7[01]|6[257])\d{8}$"#)
        func matches(_ expression: NSRegularExpression, _ text: String) -> Bool {
            expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
        }
        for prefix in 10_000..<20_000 {
            let text = "\(prefix)000001"
            let number = MobileNumber(text)
            #expect((number != nil) == matches(capable, text), "\(prefix)")
            #expect((number?.isVirtual ?? false) == matches(virtual, text), "\(prefix)")
        }
    }

    @Test func `ranges are in order and do not overlap`() {
        for (earlier, later) in zip(NumberRanges.all, NumberRanges.all.dropFirst()) {
            #expect(earlier.first <= earlier.last)
            #expect(earlier.last < later.first)
        }
    }

    @Test func `the issuing carrier follows the sub-range`() {
        #expect(MobileNumber("13490000001")?.issuingCarrier == .chinaTelecom)
        #expect(MobileNumber("13480000001")?.issuingCarrier == .chinaMobile)
        #expect(MobileNumber("17050000001")?.issuingCarrier == .chinaMobile)
        #expect(MobileNumber("19200000001")?.issuingCarrier == .chinaBroadnet)
    }
}
