import Foundation
import JourneyDriver
import Testing

/// The journeys say nothing if what they look with is blind.
struct `The driver of the journeys` {
    @Test(arguments: [
        "a line with 13800000001 in it", "\\\\x3133383030303030303031", "eyJwaG9uZSI6IjEzODAwMDAwMDAxIn0=",
    ])
    func `finds a secret as it is, in a binary column and in base64`(_ text: String) async throws {
        #expect(try await find(.init(text: "13800000001", kind: .phone), in: text).count == 1)
    }

    @Test func `tells a code that leaked from digits that only look like it`() async throws {
        let code = UsedSecrets.Secret(text: "135791", kind: .code)
        #expect(try await find(code, in: "2026-11-01 08:00:00.135791+00 a135791b 2135791").isEmpty)
        #expect(try await find(code, in: "{\"code\":\"135791\"}").count == 1)
        #expect(try await find(code, in: "验证码135791，5分钟内有效").count == 1)
    }

    @Test func `gives people and enterprises numbers with right check digits`() {
        #expect(FictionalNumbers.residentCheck("11010519491231002") == "X")
        let cast = Cast(run: 12_345)
        let people = (1...50).map { _ in cast.person() }
        #expect(Set(people.map(\.phone)).count == 50)
        #expect(Set(people.map(\.idNumber)).count == 50)
        #expect(
            people.allSatisfy {
                FictionalNumbers.residentCheck(String($0.idNumber.prefix(17))) == $0.idNumber.suffix(1)
            }
        )
    }

    private func find(_ secret: UsedSecrets.Secret, in text: String) async throws -> [SecretSearch.Find] {
        let folder = try ScratchFolder()
        _ = try folder.write(Data(text.utf8), "file")
        return try await SecretSearch([secret]).finds(below: folder.directory).finds
    }
}
