import Foundation
import Kafka
import Messages
import Messaging
import Operations

/// Says in one sentence why the brokers of `KAFKA_BROKERS` cannot be used; makes the topics that are missing.
///
/// Ends within 15 seconds: with 0 when all is well, 1 when the brokers cannot be used, 78 when a setting is wrong.
@main
enum CheckBroker {
    static func main() async {
        let settings = Settings()
        let kafka = KafkaSettings(settings)
        if CommandLine.arguments.contains("--help") {
            print("Looks whether the brokers of KAFKA_BROKERS can be used and makes the topics that are missing.\n")
            return print(settings.help)
        }
        do {
            try settings.validate()
            let report = try await BrokerCheck(kafka).run(Topology.kafkaTopics)
            for oddity in report.oddities { print(oddity) }
            if report.topicsMade > 0 { print("Made \(report.topicsMade) topics") }
        } catch let problems as SettingsProblems {
            end(problems.description, status: 78)
        } catch {
            end("\(error)", status: 1)
        }
    }

    private static func end(_ text: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        exit(status)
    }
}
