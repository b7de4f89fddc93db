import Foundation
import Identifiers

/// The page's words, numbers and times.
enum Wording {
    static func tag(_ status: LagStatus) -> LagPageModel.Tag {
        switch status {
        case .ok: LagPageModel.Tag(text: "正常", kind: "good")
        case .warn: LagPageModel.Tag(text: "追不上", kind: "wait")
        case .stall: LagPageModel.Tag(text: "卡住", kind: "bad")
        case .rewind: LagPageModel.Tag(text: "回退", kind: "bad")
        case .stop: LagPageModel.Tag(text: "停止消费", kind: "bad")
        case .lost: LagPageModel.Tag(text: "有丢失", kind: "bad")
        }
    }

    /// A dead letter's reason code; an unknown one is shown as it is.
    static func reason(_ code: String) -> String {
        switch code {
        case "malformed-headers": "消息头不完整"
        case "unknown-type": "不认识的消息类型"
        case "undecodable": "内容无法解读"
        case "too-many-attempts": "多次处理失败"
        default: code
        }
    }

    static func number(_ value: Double) -> String {
        value.isFinite && abs(value) < 1e15 ? String(Int64(value)) : "–"
    }

    /// One unit is enough to judge by.
    static func age(_ seconds: Double) -> String {
        switch seconds {
        case ..<60: "\(number(seconds)) 秒"
        case ..<3600: "\(number(seconds / 60)) 分钟"
        case ..<86400: "\(number(seconds / 3600)) 小时"
        default: "\(number(seconds / 86400)) 天"
        }
    }

    static func time(_ date: Date) -> String {
        date.formatted(china.time(includingFractionalSeconds: false).timeSeparator(.colon))
    }

    static func moment(_ date: Date) -> String {
        date.formatted(
            china.year().month().day().dateSeparator(.dash).dateTimeSeparator(.space)
                .time(includingFractionalSeconds: false).timeSeparator(.colon)
        )
    }

    private static let china = Date.ISO8601FormatStyle(timeZone: ChinaTime.zone)
}
