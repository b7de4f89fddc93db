// swift-tools-version: 6.2
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// A C library of the system, imported by one Swift target only.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// Code that several programs share.
func shared(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)
}

/// A process of the platform; what it embeds lies in folders of its own.
func service(
    _ name: String,
    embeds: [String] = [],
    excludes: [String] = [],
    uses extra: [Target.Dependency] = []
)
    -> Target
{
    .executableTarget(
        name: name,
        dependencies: ["Messages", "Identifiers", "Cryptography", "Messaging", "Postgres", "Operations", logging]
            + extra,
        path: "Services/\(name)",
        exclude: ["README.md"] + excludes,
        resources: embeds.map { .embedInCode($0) },
        swiftSettings: settings
    )
}

/// The templates and notes that lie beside the sources of a target, from its folder on.
func texts(in folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: Context.packageDirectory + "/" + folder)
    return (files?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".mustache") || ($0.contains("/") && $0.hasSuffix(".md")) }
        .sorted()
}

/// A program that runs or tests the platform.
func tool(_ name: String, _ path: String, excludes: [String] = [], uses dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, exclude: excludes, swiftSettings: settings)
}

func tests(_ name: String, of dependencies: [Target.Dependency], excludes: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: dependencies,
        path: "Tests/\(name)Tests",
        exclude: excludes,
        swiftSettings: settings
    )
}

/// What the tests of a service that owns a schema stand on.
let bench: [Target.Dependency] = [
    "ServiceBench", "Messages", "Messaging", "Postgres", "Cryptography", "Identifiers", "OutboundHTTP", logging,
]

let package = Package(
    name: "suiyue",
    platforms: [.macOS(.v15)],
    dependencies: [
        // The HTTP server of the Gateway, of every operations port and of the sandbox; its traits bring settings
        // readers that we do not use and slow every switch of build command.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        // Pages are text with holes; a template engine escapes what goes in.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        // Starts and stops the parts of a process in order.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // Hummingbird's own event loops; named because the sandbox speaks to its channels.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    ],
    targets: [
        library("CRdKafka", "rdkafka", "librdkafka-dev"),
        library("CLibPQ", "libpq", "libpq-dev"),
        library("COpenSSL", "libcrypto", "libssl-dev"),
        library("CCurl", "libcurl", "libcurl4-openssl-dev"),
        library("CQPDF", "libqpdf", "libqpdf-dev"),
        library("CPango", "pangocairo", "libpango1.0-dev"),
        library("CZlib", "zlib", "zlib1g-dev"),
        library("CDeflate", "libdeflate", "libdeflate-dev"),

        shared("Failures"),
        shared("Identifiers"),
        shared("Cryptography", uses: ["COpenSSL", "Failures"]),
        shared("Messages", uses: ["Identifiers", "Cryptography"]),
        shared("Kafka", uses: ["CRdKafka", logging]),
        shared("Postgres", uses: ["CLibPQ", "Failures", "Identifiers", logging]),
        shared("Operations", uses: [hummingbird, logging, lifecycle, nio]),
        shared(
            "Messaging",
            uses: [
                "Messages", "Identifiers", "Failures", "Kafka", "Postgres", "Cryptography", "Operations", logging,
                lifecycle, signals,
            ]
        ),
        shared("OutboundHTTP", uses: ["CCurl", "Failures"]),
        shared("ObjectStore", uses: ["OutboundHTTP", "Cryptography", "Failures", "Identifiers", "Operations"]),
        shared("StoredObjects", uses: ["ObjectStore", "Postgres", "Identifiers", "Failures", logging, lifecycle]),
        shared(
            "Web",
            uses: [
                "Messages", "Messaging", "Identifiers", "Cryptography", "ObjectStore", "Operations", "CZlib",
                hummingbird, mustache, logging, nio,
            ]
        ),
        shared("Documents", uses: ["CQPDF", "CPango", "CDeflate", "Failures", "Identifiers"]),
        tool("DocumentWorker", "Shared/DocumentWorker", uses: ["Documents"]),

        service("Identity", embeds: ["Migrations"], uses: ["OutboundHTTP"]),
        service("Onboarding", embeds: ["Migrations"]),
        service(
            "Contracts",
            embeds: ["Migrations", "Templates/fixed_term.json"],
            uses: ["Documents", "ObjectStore", "StoredObjects", "DocumentWorker"]
        ),
        service(
            "Signing",
            embeds: ["Migrations"],
            uses: ["Documents", "ObjectStore", "StoredObjects", "DocumentWorker", "Failures"]
        ),
        service("Notifier", embeds: ["Migrations"], uses: ["OutboundHTTP"]),
        service(
            "Gateway",
            excludes: ["Public", "openapi.json"] + texts(in: "Services/Gateway"),
            uses: ["Web", "ObjectStore", "Kafka", hummingbird, lifecycle, signals]
        ),
        service(
            "Monitor",
            embeds: ["Templates/lag.mustache", "Public"],
            uses: ["Kafka", "OutboundHTTP", hummingbird, mustache, lifecycle, signals, nio]
        ),

        tool("Broker", "deploy/broker", uses: ["Kafka", "Messages", arguments, logging]),
        tool("CheckBroker", "deploy/check-broker", uses: ["Kafka", "Messages", "Messaging", "Operations"]),
        tool("Sandbox", "deploy/sandbox", uses: [hummingbird, logging, lifecycle, signals, nio]),

        // Writes Shared/Messages/Made; the format step of deploy/test says when that is stale.
        tool("MessageIndex", "deploy/message-index", uses: []),
        tool("DeadLetters", "deploy/dead-letters", uses: ["Messaging", "Messages", "Kafka", arguments, logging]),
        tool("Demo", "deploy/demo", uses: ["JourneyDriver"]),
        tool(
            "Benchmarks",
            "Tests/Benchmarks",
            excludes: ["run", "command.pgbench", "compose_with_weasyprint.py", "sign_with_pyhanko.py"],
            uses: [
                "Messages", "Identifiers", "Messaging", "Kafka", "Postgres", "Cryptography", "Documents", "Operations",
                "TestSupport", "JourneyDriver", arguments, logging, lifecycle,
            ]
        ),

        .target(
            name: "TestSupport",
            dependencies: ["Postgres", "Kafka", "Messages", logging],
            path: "Tests/Support",
            exclude: ["JourneyDriver"],
            swiftSettings: settings
        ),
        // A service's own database, clock and sealing keys, without a broker.
        .target(
            name: "ServiceBench",
            dependencies: ["TestSupport", "Messages", "Messaging", "Postgres", "Cryptography", "Identifiers"],
            path: "Tests/ServiceBench",
            swiftSettings: settings
        ),
        // Drives the platform from outside, over HTTP, for the demo and for the tests of a running stack.
        .target(
            name: "JourneyDriver",
            dependencies: ["OutboundHTTP"],
            path: "Tests/Support/JourneyDriver",
            swiftSettings: settings
        ),
        tests("Identifiers", of: ["Identifiers"]),
        tests("Cryptography", of: ["Cryptography"]),
        tests("Postgres", of: ["Postgres", "TestSupport", "Identifiers", logging]),
        tests("Kafka", of: ["Kafka", "TestSupport", "Messages", logging]),
        tests("Operations", of: ["Operations", logging, lifecycle]),
        tests("OutboundHTTP", of: ["OutboundHTTP"]),
        tests("ObjectStore", of: ["ObjectStore", "OutboundHTTP", "Cryptography", "Identifiers"]),
        tests(
            "Documents",
            of: ["Documents", "DocumentWorker", "Cryptography"],
            excludes: ["Judges"]
        ),
        tests(
            "Messaging",
            of: [
                "Messaging", "Messages", "Identifiers", "Failures", "Cryptography", "Kafka", "Postgres", "Operations",
                "TestSupport", logging, lifecycle,
            ]
        ),
        tests("Messages", of: ["Messages", "Messaging", "Cryptography"], excludes: ["Samples"]),
        tests("MessageIndex", of: ["MessageIndex"]),
        tests("Identity", of: ["Identity"] + bench),
        tests("Onboarding", of: ["Onboarding"] + bench),
        tests("Contracts", of: ["Contracts", "Documents", "ObjectStore", "StoredObjects", "DocumentWorker"] + bench),
        tests(
            "Signing",
            of: ["Signing", "Documents", "ObjectStore", "StoredObjects", "DocumentWorker", "Operations"] + bench
        ),
        tests("Notifier", of: ["Notifier"] + bench),
        tests("Web", of: ["Web", "Messages", "Identifiers"]),
        tests(
            "Gateway",
            of: [
                "Gateway", "Web", "Messages", "Messaging", "Identifiers", "Cryptography", "ObjectStore", "Operations",
                hummingbird, mustache, logging,
            ]
        ),
        tests("Monitor", of: ["Monitor", "Messages", "Kafka", "Operations", "TestSupport", logging, lifecycle]),
        tests("Journey", of: ["JourneyDriver"]),
        tests("Fault", of: ["JourneyDriver"]),
        tests("Sandbox", of: ["Sandbox", hummingbird, logging, lifecycle, signals, nio]),
    ]
)
