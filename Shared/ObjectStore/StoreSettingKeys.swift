import Foundation
package import Operations

extension ObjectStoreSettings {
    /// Declares the keys of the object store; what is wrong shows with all other problems at the start.
    package static func declared(
        in settings: Settings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> ObjectStoreSettings? {
        _ = settings.optionalText("OBJECT_STORE_DIRECTORY", help: "Directory for documents; or else an S3 store")
        _ = settings.optionalText("S3_ENDPOINT", help: "Address of an S3 store; with it S3_REGION and S3_BUCKET")
        _ = settings.optionalText("S3_REGION", help: "Region of the S3 store")
        _ = settings.optionalText("S3_BUCKET", help: "Bucket of the S3 store")
        _ = settings.optionalSecret("S3_ACCESS_KEY", help: "Access key of the S3 store")
        _ = settings.optionalSecret("S3_SECRET_KEY", help: "Secret key of the S3 store")
        _ = settings.flag("S3_CREATE_BUCKET", default: false, help: "Whether an absent bucket is made")
        do {
            return try ObjectStoreSettings(environment: environment)
        } catch {
            for problem in error.all { settings.report("OBJECT_STORE", problem) }
            return nil
        }
    }
}
