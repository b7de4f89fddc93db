import Foundation
import Mustache

/// The operators' page, made of its template and the findings.
struct LagPage: Sendable {
    private let template: MustacheTemplate

    init() throws {
        template = try MustacheTemplate(string: String(decoding: PackageResources.lag_mustache, as: UTF8.self))
    }

    func html(_ findings: Findings, now: Date = Date()) -> String {
        template.render(LagPageModel(findings, now))
    }
}

/// What the template shows; see the comment at its top.
struct LagPageModel {
    struct Tag {
        let text: String
        let kind: String
    }

    struct Group {
        let group: String
        let topic: String
        let partition: Int
        let committed: String
        let high: String
        let lag: String
        let oldest: String
        let tag: Tag
    }

    struct Outbox {
        let service: String
        let waiting: String
        let oldest: String
        let tag: Tag
    }

    struct DeadLetters {
        let topic: String
        let count: String
        let latest: String
        let reason: String
        let tag: Tag
    }

    struct Totals {
        let lag: String
        let outbox: String
        let deadLetters: String
    }

    let checkedAt: String
    let problems: [String]
    let groups: [Group]
    let outboxes: [Outbox]
    let deadLetters: [DeadLetters]
    let totals: Totals

    init(_ findings: Findings, _ now: Date) {
        checkedAt = Wording.time(findings.checkedAt)
        problems = Self.problems(findings)
        // What needs somebody stands first.
        let places = findings.places.enumerated().sorted { left, right in
            (right.element.status, right.element.lag, left.offset)
                < (left.element.status, left.element.lag, right.offset)
        }
        groups = places.map { Self.group($0.element, now) }
        outboxes = findings.outboxes.map(Self.outbox)
        let letters = findings.deadLetters.filter { $0.count > 0 }
        deadLetters = letters.map(Self.letters)
        totals = Totals(
            lag: String(findings.places.reduce(0) { $0 + $1.lag }),
            outbox: Wording.number(findings.outboxes.reduce(0) { $0 + $1.depth }),
            deadLetters: String(letters.reduce(0) { $0 + $1.count })
        )
    }

    private static func problems(_ findings: Findings) -> [String] {
        var problems = findings.silent.map { "\($0) 没有应答" }
        if findings.brokerProblem != nil {
            let since = findings.measuredAt.map { "，下列积压是 \(Wording.time($0)) 的数据" } ?? ""
            problems.insert("消息代理没有应答\(since)", at: 0)
        }
        return problems
    }

    private static func group(_ place: Findings.Place, _ now: Date) -> Group {
        Group(
            group: place.group,
            topic: place.topic,
            partition: Int(place.partition),
            committed: place.committed.map { String($0) } ?? "–",
            high: String(place.high),
            lag: String(place.lag),
            oldest: place.lag == 0 ? "–" : place.oldestSeconds(at: now).map(Wording.age) ?? "–",
            tag: Wording.tag(place.status)
        )
    }

    private static func outbox(_ box: Findings.Outbox) -> Outbox {
        let tag =
            box.depth == 0
            ? Tag(text: "正常", kind: "good")
            : box.oldestSeconds > 10 ? Tag(text: "滞留", kind: "bad") : Tag(text: "发送中", kind: "wait")
        return Outbox(
            service: box.service,
            waiting: Wording.number(box.depth),
            oldest: box.depth == 0 ? "–" : Wording.age(box.oldestSeconds),
            tag: tag
        )
    }

    private static func letters(_ box: Findings.DeadLetters) -> DeadLetters {
        DeadLetters(
            topic: box.topic,
            count: String(box.count),
            latest: box.latest.map(Wording.moment) ?? "–",
            reason: box.reason.map(Wording.reason) ?? "–",
            tag: Tag(text: "待处理", kind: "bad")
        )
    }
}
