import Foundation
import OutboundHTTP
import Testing

@testable import ObjectStore

struct `Where objects are kept` {
    private let s3 = [
        "S3_ENDPOINT": "https://s3.example.cn:9000/", "S3_REGION": "cn-south-1", "S3_BUCKET": "suiyue-contracts",
        "S3_ACCESS_KEY": "access", "S3_SECRET_KEY": "very-secret", "S3_CREATE_BUCKET": "true",
    ]

    @Test func `a directory`() throws {
        let settings = try ObjectStoreSettings(environment: ["OBJECT_STORE_DIRECTORY": "/var/lib/objects"])
        guard case .directory("/var/lib/objects") = settings.place else {
            Issue.record("not the directory")
            return
        }
    }

    @Test func `a bucket, whose secret is not printed`() throws {
        let settings = try ObjectStoreSettings(environment: s3)
        guard case .s3(let read) = settings.place else {
            Issue.record("not S3")
            return
        }
        #expect(read.endpoint == "https://s3.example.cn:9000")
        #expect(read.authority == "s3.example.cn:9000")
        #expect(read.mayCreateBucket)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!(dumped + String(reflecting: settings) + "\(read)").contains("very-secret"))
    }

    @Test func `every problem is listed at once`() {
        let environment = [
            "S3_ENDPOINT": "ftp://x", "S3_BUCKET": "Not_a_bucket", "S3_ACCESS_KEY": "", "S3_SECRET_KEY": "very-secret",
            "S3_CREATE_BUCKET": "maybe", "S3_REGION": "A B",
        ]
        let problems = #expect(throws: ObjectStoreSettings.Problems.self) {
            try ObjectStoreSettings(environment: environment)
        }
        #expect(problems?.all.count == 5)
        #expect(problems?.description.contains("very-secret") == false)
    }

    @Test(arguments: [
        [:], ["OBJECT_STORE_DIRECTORY": ""], ["OBJECT_STORE_DIRECTORY": "relative"],
        ["OBJECT_STORE_DIRECTORY": "/a", "S3_ENDPOINT": "https://s3.example.cn"],
    ])
    func `neither, both, or half of one are refused`(environment: [String: String]) {
        #expect(throws: ObjectStoreSettings.Problems.self) { try ObjectStoreSettings(environment: environment) }
    }

    @Test(arguments: [
        ("https://s3.example.cn:443", "s3.example.cn"), ("http://S3.example.cn:80", "s3.example.cn"),
        ("http://s3.example.cn:443", "s3.example.cn:443"), ("http://[::1]:9000", "[::1]:9000"),
    ])
    func `the host header leaves out the scheme's own port`(endpoint: String, authority: String) {
        let settings = S3Settings(
            endpoint: endpoint,
            region: "r",
            bucket: "b",
            accessKey: "a",
            secretKey: "s",
            mayCreateBucket: false
        )
        #expect(settings.authority == authority)
    }
}

struct `Signatures of requests` {
    /// "GET Object" of the S3 documentation's Signature Version 4 examples.
    @Test func `agree with the published example`() {
        let signature = AWSSignature(
            accessKey: "AKIAIOSFODNN7EXAMPLE",
            secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "s3"
        )
        let headers = signature.sign(
            method: "GET",
            path: "/test.txt",
            headers: ["Host": "examplebucket.s3.amazonaws.com", "Range": "bytes=0-9"],
            body: Data(),
            at: Date(timeIntervalSince1970: 1_369_353_600)
        )
        #expect(headers["x-amz-date"] == "20130524T000000Z")
        #expect(
            headers["Authorization"]?.hasSuffix(
                "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
            ) == true
        )
    }
}
