import ArgumentParser
import Foundation
import Kafka
import Logging
import Messages
import Messaging

/// Shows operators what could not be handled, and sends it again.
@main
struct DeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Messages that could not be handled: list them, look at one, send them again, settle them.",
        discussion: "The brokers are read from the KAFKA_… keys of the environment, as by every service.",
        subcommands: [List.self, Show.self, Resend.self, Settle.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One line for each dead letter.")

        @Option(help: "Only this service's letters.")
        var service: ServiceName?

        @Option(help: "At most this many of each service.")
        var limit = 1000

        @Flag(help: "Settled ones too.")
        var all = false

        func run() async throws {
            try await Desk.open { desk in
                for service in service.map({ [$0] }) ?? ServiceName.allCases {
                    let start = all ? 0 : try await desk.firstOpen(service)
                    for letter in try await desk.box(service).letters(from: start, limit: limit) {
                        print(LetterText.line(letter, service))
                    }
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All that is known of one dead letter. Personal data in it stays sealed."
        )

        @Option(help: "Whose letter.")
        var service: ServiceName

        @Argument(help: "Its offset, as the list shows it.")
        var offset: Int64

        func run() async throws {
            try await Desk.open { desk in
                guard let letter = try await desk.box(service).letter(at: offset) else {
                    throw NoSuchLetter(offset: offset)
                }
                print(LetterText.page(letter, service))
            }
        }
    }

    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Sends messages to their old topics under their old ids; what was handled meanwhile is not redone."
        )

        @Option(help: "Whose letters.")
        var service: ServiceName

        @Argument(help: "The letter's offset.")
        var offset: Int64?

        @Flag(help: "All letters of the service that are not settled; they are settled then.")
        var all = false

        func validate() throws {
            guard (offset == nil) == all else { throw ValidationError("give an offset or --all") }
        }

        func run() async throws {
            try await Desk.open { desk in
                let box = desk.box(service)
                let start = try await desk.firstOpen(service)
                var letters: [DeadLetter] = []
                if let offset {
                    guard let letter = try await box.letter(at: offset) else {
                        throw NoSuchLetter(offset: offset)
                    }
                    letters = [letter]
                } else {
                    letters = try await box.letters(from: start, limit: .max)
                }
                for letter in letters {
                    try await box.sendAgain(letter)
                    print("sent again: \(LetterText.line(letter, service))")
                }
                // One from the middle settles nothing: those before it are still open.
                if let last = letters.last, all || last.offset == start {
                    try await desk.settle(service, upTo: last.offset)
                }
            }
        }
    }

    struct Settle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes that letters have been dealt with; Monitor and its alert do not count them any more."
        )

        @Option(help: "Whose letters.")
        var service: ServiceName

        @Argument(help: "The last one dealt with; all before it count as settled too.")
        var offset: Int64

        func run() async throws {
            try await Desk.open { desk in
                guard try await desk.box(service).letter(at: offset) != nil else { throw NoSuchLetter(offset: offset) }
                try await desk.settle(service, upTo: offset)
                print("settled up to \(offset)")
            }
        }
    }
}

private struct NoSuchLetter: Error, CustomStringConvertible {
    let offset: Int64

    var description: String { "there is no letter at offset \(offset)" }
}

extension ServiceName: ExpressibleByArgument {}

/// The connections of one call of the tool.
private struct Desk {
    let reader: KafkaRecordReader
    let producer: KafkaProducer
    let position: KafkaGroupPosition

    static func open(_ work: (Desk) async throws -> Void) async throws {
        var logger = Logger(label: "dead-letters")
        logger.logLevel = .error
        let settings = try KafkaSettings(environment: ProcessInfo.processInfo.environment)
        let desk = Desk(
            reader: KafkaRecordReader(settings, clientID: "dead-letters", logger: logger),
            producer: KafkaProducer(settings, clientID: "dead-letters", purpose: .requestReply, logger: logger),
            position: KafkaGroupPosition(
                settings,
                group: Topology.operators,
                clientID: "dead-letters",
                logger: logger
            )
        )
        do { try await work(desk) } catch {
            await desk.producer.close()
            throw error
        }
        await desk.producer.close()
    }

    func box(_ service: ServiceName) -> DeadLetterBox {
        DeadLetterBox(service, reader: reader, producer: producer)
    }

    func firstOpen(_ service: ServiceName) async throws -> Int64 {
        try await position.next(in: KafkaPartition(service.deadLetters, 0)) ?? 0
    }

    func settle(_ service: ServiceName, upTo offset: Int64) async throws {
        try await position.move(to: offset + 1, in: KafkaPartition(service.deadLetters, 0))
    }
}
