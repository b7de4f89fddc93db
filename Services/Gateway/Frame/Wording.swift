import Foundation
import Messages

/// Turns stable codes into the words people read; one table per service, this file joins them.
enum Wording {
    /// Every table there is; a code stands in one of them only.
    static let tables: [[String: String]] = [
        IdentityWording.sentences, OnboardingWording.sentences, ContractsWording.sentences, SigningWording.sentences,
        NotifierWording.sentences, DocumentWording.sentences, FieldWording.sentences, GatewayWording.sentences,
    ]

    private static let all = tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }

    static let unknown = "操作没有完成，请稍后再试。"

    /// What a refusal means and what to do, with its values and times filled in.
    static func sentence(for refusal: Refusal, now: Date) -> String {
        var values = refusal.parameters
        if let retryAt = refusal.retryAt {
            values["time"] = ChinaTime.text(retryAt, now: now)
            values["wait"] = ChinaTime.span(retryAt.timeIntervalSince(now))
        }
        return sentence(refusal.code, values)
    }

    /// The same sentence stands in the summary and beside the field.
    static func fields(of refusal: Refusal) -> [String: String] {
        refusal.fields.mapValues { sentence($0, refusal.parameters) }
    }

    /// The words of a code that comes alone, such as the reason of a failed verification.
    static func sentence(_ code: String, _ values: [String: String] = [:]) -> String {
        guard var text = all[code] else { return unknown }
        for (name, value) in values { text = text.replacingOccurrences(of: "{\(name)}", with: value) }
        // A time that nobody gave must not leave a hole in the sentence.
        return text.replacingOccurrences(of: "{wait}", with: "一段时间").replacingOccurrences(of: "{time}", with: "稍后")
    }

    static func knows(_ code: String) -> Bool {
        all[code] != nil
    }
}

/// Times as people here read them.
enum ChinaTime {
    static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt

    /// `15:04` today, `3月2日 15:04` on another day.
    static func text(_ date: Date, now: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.month, .day, .hour, .minute], from: date)
        let clock = "\(two(parts.hour)):\(two(parts.minute))"
        if calendar.isDate(date, inSameDayAs: now) { return clock }
        return "\(parts.month ?? 0)月\(parts.day ?? 0)日 \(clock)"
    }

    /// How long something lasts, rounded up.
    static func span(_ seconds: TimeInterval) -> String {
        let seconds = max(1, Int(seconds.rounded(.up)))
        if seconds <= 90 { return "\(seconds) 秒" }
        if seconds <= 90 * 60 { return "\((seconds + 59) / 60) 分钟" }
        return "\((seconds + 3_599) / 3_600) 小时"
    }

    private static func two(_ number: Int?) -> String {
        let text = String(number ?? 0)
        return text.count < 2 ? "0" + text : text
    }
}
