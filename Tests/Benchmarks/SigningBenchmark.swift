import ArgumentParser
import Cryptography
import Documents
import Foundation
import Glibc
import JourneyDriver

/// Both revisions of a composed contract, signed over and over on one core, beside pyHanko doing the same.
struct SigningBenchmark {
    let place: Place

    func run() async throws -> [Figure] {
        let bench = try SigningBench(root: place.root)
        let folder = place.folder.file("signing")
        try bench.write(to: try OutputFolder(folder))
        var ours: [Double] = []
        var peer: [Double] = []
        for round in 0..<place.rounds {
            ours.append(
                try await rate(CommandLine.arguments[0], ["sign-contracts", "--root", place.root, "--count", "150"])
            )
            peer.append(
                try await rate("python3", ["\(place.root)/Tests/Benchmarks/sign_with_pyhanko.py", folder, "12"])
            )
            note("  round \(round + 1): \(plain(ours.last ?? 0))/s, pyHanko \(plain(peer.last ?? 0))/s")
        }
        return [
            Figure(
                "signatures per second per core (\(bench.pages) pages, both revisions)",
                ours,
                unit: "/s",
                peer: "pyHanko",
                peerValues: peer,
                goal: .atLeastTimes(10)
            )
        ]
    }

    /// Both programs print signatures and seconds of processor time.
    private func rate(_ program: String, _ arguments: [String]) async throws -> Double {
        let said = try await output(of: program, arguments).split(whereSeparator: \.isWhitespace).suffix(2)
        let numbers = said.compactMap { Double($0) }
        guard numbers.count == 2, numbers[1] > 0 else { throw BenchmarkProblem("\(program) printed no figures") }
        return numbers[0] / numbers[1]
    }
}

/// Signs contracts for a while; a program of its own, so that nothing else uses its processor time.
struct SignContracts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Signs contracts and prints how many signatures took how many seconds.",
        shouldDisplay: false
    )

    @Option var root: String
    @Option var count: Int

    func run() throws {
        let bench = try SigningBench(root: root)
        for _ in 0..<5 { try bench.signBoth() }
        let start = processorSeconds()
        for _ in 0..<count { try bench.signBoth() }
        print(2 * count, processorSeconds() - start)
    }

    private func processorSeconds() -> Double {
        // POSIX fixes CLOCKS_PER_SEC at a million; no structure of C is needed, whose module depends on what is imported.
        Double(clock()) / 1_000_000
    }
}

/// A composed contract and everybody's keys.
struct SigningBench {
    private struct Signer {
        let name: String
        let key: SigningKey
        let certificate: Certificate
    }

    private let composed: ComposedContract
    private let root: CertificateAuthority
    private let timestamper: (key: SigningKey, certificate: Certificate)
    private let timestamps: TimestampAuthority
    private let employee: Signer
    private let enterprise: Signer
    private let handwriting: Data
    private let seal: SealArtwork
    private let now = Date()

    var pages: Int { composed.pages }
    var pdf: Data { composed.pdf }

    init(root path: String) throws {
        composed = try ModelContract(root: path).composed()
        root = try CertificateAuthority.makeRoot(commonName: "示例根证书", organization: "示例机构", now: now - 3600)
        timestamper = try root.issueTimestamper(
            commonName: "示例时间戳",
            organization: "示例机构",
            now: now - 3600,
            notAfter: now + 86_400 * 365
        )
        timestamps = try TimestampAuthority(
            certificate: timestamper.certificate,
            key: timestamper.key,
            chain: [root.certificate]
        )
        employee = try Self.signer("测试甲", root, now)
        enterprise = try Self.signer("示例科技有限公司", root, now)
        seal = SealArtwork.official(enterpriseName: "示例科技有限公司")
        handwriting = SampleSignature.png()
    }

    /// The employee's revision and the enterprise's on top of it.
    @discardableResult
    func signBoth() throws -> Data {
        let first = SigningRevision.Request(
            fieldName: "EmployeeSignature",
            signerName: employee.name,
            fieldValues: ["emergencyReachable": "13800000002", "noticeRead": "true"],
            appearance: .handwriting(png: handwriting),
            signedAt: now,
            reason: "签订劳动合同"
        )
        let second = SigningRevision.Request(
            fieldName: "EnterpriseSignature",
            signerName: enterprise.name,
            fieldValues: ["reportTo": "测试乙"],
            appearance: .seal(seal),
            signedAt: now,
            reason: "签订劳动合同"
        )
        let byEmployee = try SigningRevision.apply(to: composed.pdf, first) { try cms($0, employee) }
        return try SigningRevision.apply(to: byEmployee, second) { try cms($0, enterprise) }
    }

    /// The same contract, keys and pictures for the peer.
    func write(to folder: OutputFolder) throws {
        try folder.write(composed.pdf, "contract.pdf")
        try folder.write(handwriting, "handwriting.png")
        try folder.write(try seal.png(pixels: 400), "seal.png")
        try folder.write(Data(root.certificate.pem.utf8), "root.pem")
        for (name, key, certificate) in [
            ("employee", employee.key, employee.certificate),
            ("enterprise", enterprise.key, enterprise.certificate),
            ("timestamper", timestamper.key, timestamper.certificate),
        ] {
            try folder.write(Data(certificate.pem.utf8), "\(name).pem")
            try folder.write(Data(try key.pem().utf8), "\(name).key")
        }
        try folder.write(try signBoth(), "ours.pdf")
    }

    private func cms(_ digest: Data, _ signer: Signer) throws -> Data {
        try DetachedCMS.sign(
            documentDigest: digest,
            key: signer.key,
            certificate: signer.certificate,
            chain: [root.certificate]
        ) { try timestamps.token(overSHA256: $0, now: now) }
    }

    private static func signer(_ name: String, _ root: CertificateAuthority, _ now: Date) throws -> Signer {
        let request = SignerCertificateRequest(
            commonName: name,
            evidenceDigest: Digest.sha256(Data("evidence".utf8)),
            notAfter: now + 86_400 * 365
        )
        let (key, certificate) = try root.issueSigner(request, now: now - 60)
        return Signer(name: name, key: key, certificate: certificate)
    }
}
