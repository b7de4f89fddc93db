import Foundation
import JourneyDriver

/// Drives the main job over HTTP and shows every step with its time.
///
/// `GATEWAY_URL` and `SANDBOX_URL` say where the platform and the provider sandbox are; the signed contract and its
/// verification are left in `DEMO_OUTPUT`, by default `.local/demo`.
@main
enum Demo {
    static func main() async {
        let environment = ProcessInfo.processInfo.environment
        guard let platform = Platform(environment: environment, patience: .seconds(60)) else {
            say("GATEWAY_URL and SANDBOX_URL are missing; `deploy/run --demo` sets them")
            exit(78)
        }
        let output = URL(
            fileURLWithPath: environment["DEMO_OUTPUT"].flatMap { $0.isEmpty ? nil : $0 } ?? ".local/demo",
            isDirectory: true
        )
        do {
            var script = MainJob(platform: platform, output: try OutputFolder(output))
            let isValid = try await script.run()
            script.steps.sumUp()
            say(isValid ? "合同有效：所有检验均通过。" : "合同未通过检验，见上。")
            exit(isValid ? 0 : 1)
        } catch {
            say("演示中断：\(error)")
            exit(1)
        }
    }
}

/// Writes a line at once, so that a reader sees each step when it is done.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
