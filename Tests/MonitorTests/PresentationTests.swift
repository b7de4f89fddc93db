import Foundation
import Testing

@testable import Monitor

private let now = Date(timeIntervalSince1970: 1_800_000_000)

private func place(
    _ topic: String = "contracts.commands",
    partition: Int32 = 0,
    committed: Int64? = 10,
    high: Int64 = 10,
    oldest: Date? = nil,
    status: LagStatus = .ok
) -> Findings.Place {
    Findings.Place(
        group: "contracts.commands",
        topic: topic,
        partition: partition,
        committed: committed,
        low: 0,
        high: high,
        lag: high - (committed ?? 0),
        oldest: oldest,
        status: status
    )
}

private func findings() -> Findings {
    var findings = Findings()
    findings.measuredAt = now
    findings.checkedAt = now
    findings.places = [
        place(),
        place(partition: 1, committed: nil, high: 3, oldest: now - 90, status: .stop),
    ]
    findings.outboxes = [Findings.Outbox(service: "contracts", depth: 2, oldestSeconds: 12)]
    findings.deadLetters = [
        Findings.DeadLetters(
            service: "contracts",
            topic: "contracts.dead-letters",
            count: 4,
            latest: now,
            reason: "undecodable"
        )
    ]
    return findings
}

@Suite("What was found is shown")
struct PresentationTests {
    @Test func `the JSON has exactly the agreed fields, null for what is unknown`() throws {
        let json = try LagReport(findings(), now: now).json()
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: [[String: Any]]])
        let groups = try #require(object["groups"])
        let fields: Set = ["group", "topic", "partition", "committed", "high", "lag", "oldestSeconds", "status"]
        #expect(object.count == 1)
        #expect(groups.allSatisfy { Set($0.keys) == fields })
        #expect(groups[0]["oldestSeconds"] as? Double == 0)
        #expect(groups[1]["committed"] is NSNull)
        #expect(groups[1]["lag"] as? Int == 3)
        #expect(groups[1]["oldestSeconds"] as? Double == 90)
        #expect(groups[1]["status"] as? String == "STOP")
    }

    @Test func `it is calm only while all answer and nothing waits`() {
        var calm = findings()
        calm.places = [place(), place(partition: 1)]
        calm.outboxes[0].depth = 0
        #expect(calm.isCalm && !findings().isCalm)
        for trouble: (inout Findings) -> Void in [
            { $0.places[1] = place(partition: 1, high: 11) }, { $0.outboxes[0].depth = 1 },
            { $0.silent = ["contracts"] }, { $0.brokerProblem = "the broker does not answer" },
        ] {
            var troubled = calm
            trouble(&troubled)
            #expect(!troubled.isCalm)
        }
    }

    @Test func `the page puts first what needs somebody`() throws {
        let html = try LagPage().html(findings(), now: now)
        let stopped = try #require(html.range(of: "停止消费"))
        let fine = try #require(html.range(of: "正常"))
        #expect(stopped.lowerBound < fine.lowerBound)
        #expect(html.contains("1 分钟"))
        #expect(html.contains("contracts.dead-letters"))
        #expect(html.contains("内容无法解读"))
        #expect(html.contains("滞留"))
        #expect(!html.contains("{{"))
    }

    @Test func `the page says which processes and that the broker do not answer`() throws {
        var findings = findings()
        findings.brokerProblem = "timed out"
        findings.silent = ["signing-2"]
        let html = try LagPage().html(findings, now: now)
        #expect(html.contains("消息代理没有应答，下列积压是 16:00:00 的数据"))
        #expect(html.contains("signing-2 没有应答"))
        #expect(html.contains("contracts.commands"))
    }

    @Test func `text from outside is escaped on the page`() throws {
        var findings = findings()
        findings.silent = ["<b>"]
        #expect(try !LagPage().html(findings, now: now).contains("<b> 没有"))
    }

    @Test func `promtool accepts the metrics`() async throws {
        let text = LagMetrics.text(findings(), now: now)
        #expect(text.contains(#"suiyue_lag_oldest_seconds{group="contracts.commands",topic="contracts.commands"} 90"#))
        #expect(text.contains(#"suiyue_dead_letters{service="contracts"} 4"#))
        #expect(
            text.contains(
                #"kafka_consumergroup_group_lag{group="contracts.commands",topic="contracts.commands",partition="1"} 3"#
            )
        )
        let promtool = "/usr/bin/promtool"
        guard FileManager.default.isExecutableFile(atPath: promtool) else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: promtool)
        process.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }

    @Test func `without a broker the metrics say so and tell no old numbers`() {
        var findings = findings()
        findings.brokerProblem = "timed out"
        let text = LagMetrics.text(findings, now: now)
        #expect(text.contains("suiyue_broker_up 0"))
        #expect(!text.contains("kafka_consumergroup_group_lag{"))
        #expect(text.contains("suiyue_outbox_depth"))
    }
}

@Suite("Other processes' metrics are read")
struct MetricReadingTests {
    @Test func `outboxes and living listeners are found`() {
        var answer = ProcessWatch.Answer()
        answer.take(
            """
            # HELP suiyue_outbox_depth Events not yet sent
            # TYPE suiyue_outbox_depth gauge
            suiyue_outbox_depth{service="contracts"} 3
            suiyue_outbox_oldest_seconds{service="contracts"} 1.5
            suiyue_messages_in_flight{listener="contracts.commands"} 0
            suiyue_messages_total{listener="x",outcome="handled"} 9
            """
        )
        answer.take("suiyue_outbox_depth{service=\"contracts\"} 2\n")
        #expect(answer.outboxes == [Findings.Outbox(service: "contracts", depth: 3, oldestSeconds: 1.5)])
        #expect(answer.attended == ["contracts.commands"])
    }

    @Test func `escapes and commas in labels are understood, broken lines are left out`() {
        let text = """
            a{x="1,2",y="say \\"hi\\""} 4
            a{x="1 5
            a nonsense
            a 7 1700000000
            """
        let samples = MetricSample.read(text, names: ["a"])
        #expect(samples.map(\.value) == [4, 7])
        #expect(samples.first?.labels == ["x": "1,2", "y": "say \"hi\""])
    }

    @Test func `targets are read from one line, wrong ones are refused`() {
        #expect(
            OperationsTarget.read("identity=http://127.0.0.1:8071, gateway=http://gateway:8081/") == [
                OperationsTarget(name: "identity", address: "http://127.0.0.1:8071"),
                OperationsTarget(name: "gateway", address: "http://gateway:8081"),
            ]
        )
        #expect(OperationsTarget.read("identity") == nil)
        #expect(OperationsTarget.read("identity=ftp://x") == nil)
    }
}
