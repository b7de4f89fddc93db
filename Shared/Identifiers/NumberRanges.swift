/// Which Chinese mobile number ranges exist, as of `asOf`.
///
/// Number portability means that a prefix tells the carrier that first issued a number, not today's.
package enum NumberRanges {
    /// The carrier that a range was issued to.
    package enum Carrier: String, Sendable {
        case chinaMobile = "china-mobile"
        case chinaUnicom = "china-unicom"
        case chinaTelecom = "china-telecom"
        case chinaBroadnet = "china-broadnet"
        case emergency
        case unassigned
    }

    /// What a range is used for.
    package enum Use: Sendable {
        case voice
        case data
        case satellite
        /// Sold by a reseller; carriers' three-factor checks do not know these.
        case virtual
    }

    package struct Range: Sendable {
        package let first: Int
        package let last: Int
        package let carrier: Carrier
        package let use: Use
    }

    /// The year of the public list this table was taken from.
    package static let asOf = "2022"

    /// Every range that can receive a text message, by the first five digits, in order.
    package static let all: [Range] = [
        range(13000, 13299, .chinaUnicom),
        range(13300, 13399, .chinaTelecom),
        range(13400, 13489, .chinaMobile),
        range(13490, 13499, .chinaTelecom),
        range(13500, 13999, .chinaMobile),
        range(14500, 14599, .chinaUnicom, .data),
        range(14700, 14799, .chinaMobile, .data),
        range(14900, 14999, .chinaTelecom, .data),
        range(15000, 15299, .chinaMobile),
        range(15300, 15399, .chinaTelecom),
        range(15500, 15699, .chinaUnicom),
        range(15700, 15999, .chinaMobile),
        range(16200, 16299, .chinaTelecom, .virtual),
        range(16500, 16599, .chinaMobile, .virtual),
        range(16600, 16699, .chinaUnicom),
        range(16700, 16799, .chinaUnicom, .virtual),
        range(17000, 17029, .chinaTelecom, .virtual),
        range(17030, 17039, .chinaMobile, .virtual),
        range(17040, 17049, .chinaUnicom, .virtual),
        range(17050, 17069, .chinaMobile, .virtual),
        range(17070, 17199, .chinaUnicom, .virtual),
        range(17200, 17299, .chinaMobile),
        range(17300, 17399, .chinaTelecom),
        range(17400, 17405, .chinaTelecom),
        range(17406, 17412, .emergency, .satellite),
        range(17490, 17499, .chinaTelecom, .satellite),
        range(17500, 17699, .chinaUnicom),
        range(17700, 17799, .chinaTelecom),
        range(17800, 17899, .chinaMobile),
        range(17900, 17999, .unassigned),
        range(18000, 18199, .chinaTelecom),
        range(18200, 18499, .chinaMobile),
        range(18500, 18699, .chinaUnicom),
        range(18700, 18899, .chinaMobile),
        range(18900, 18999, .chinaTelecom),
        range(19000, 19199, .chinaTelecom),
        range(19200, 19299, .chinaBroadnet),
        range(19300, 19399, .chinaTelecom),
        range(19500, 19599, .chinaMobile),
        range(19600, 19699, .chinaUnicom),
        range(19700, 19899, .chinaMobile),
        range(19900, 19999, .chinaTelecom),
    ]

    /// The range that the first five digits of a number lie in.
    package static func containing(_ prefix: Int) -> Range? {
        all.first { $0.first <= prefix && prefix <= $0.last }
    }

    private static func range(_ first: Int, _ last: Int, _ carrier: Carrier, _ use: Use = .voice) -> Range {
        Range(first: first, last: last, carrier: carrier, use: use)
    }
}
