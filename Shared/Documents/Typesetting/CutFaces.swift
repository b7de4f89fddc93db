import CPango
import Foundation

/// The cut faces of this process, known to fontconfig under families of their own.
///
/// A text asks for the cut family first and for the whole one after it: Pango takes each character from the first that
/// has it, so a rare one is drawn as if nothing had been cut.
struct CutFaces: Sendable {
    /// Made when the first text is set, once for the process.
    static let shared = CutFaces(in: FileManager.default.temporaryDirectory.path)
    /// None: every text is set in the whole faces.
    static let none = CutFaces(families: [], problem: nil)

    private let families: Set<TextFont.Family>
    /// Why texts are set in whole faces, which costs time and space; nil when they are not.
    let problem: String?

    private init(families: Set<TextFont.Family>, problem: String?) {
        self.families = families
        self.problem = problem
    }

    /// Cuts every face that texts are set in, which takes some 250 ms, to files that are gone with the process.
    init(in directory: String) {
        var families: Set<TextFont.Family> = []
        var problems: [String] = []
        for family in TextFont.Family.allCases {
            do throws(Failure) {
                for bold in [false, true] { try Self.add(family, bold: bold, in: directory) }
                families.insert(family)
            } catch {
                problems.append("\(family.rawValue): \(error.rawValue)")
            }
        }
        self.init(families: families, problem: problems.isEmpty ? nil : problems.joined(separator: "; "))
    }

    /// The families that a text of this one is set in, the first that has a character.
    func families(of family: TextFont.Family) -> String {
        families.contains(family) ? "\(Self.name(of: family)),\(family.rawValue)" : family.rawValue
    }

    private enum Failure: String, Error {
        case installed = "not installed"
        case cut = "cannot be cut"
        case file = "cannot be written"
        case known = "not taken by fontconfig"
    }

    private static func name(of family: TextFont.Family) -> String { "Cut \(family.rawValue)" }

    private static func add(_ family: TextFont.Family, bold: Bool, in directory: String) throws(Failure) {
        guard let installed = InstalledFace(family: family.rawValue, bold: bold) else { throw .installed }
        guard let cut = CutFace(installed) else { throw .cut }
        guard let path = file(holding: cut.font, in: directory) else { throw .file }
        guard FcConfigAppFontAddFile(nil, path) != 0, let fonts = FcConfigGetFonts(nil, FcSetApplication) else {
            throw .known
        }
        // The file still names itself as the whole face does, which fontconfig would prefer by chance.
        var isRenamed = false
        for index in 0..<Int(fonts.pointee.nfont) {
            let font = fonts.pointee.fonts[index]
            var file: UnsafeMutablePointer<FcChar8>?
            guard FcPatternGetString(font, FC_FILE, 0, &file) == FcResultMatch, let file, String(cString: file) == path
            else { continue }
            for key in [FC_FAMILY, FC_FAMILYLANG, FC_FULLNAME, FC_FULLNAMELANG] { FcPatternDel(font, key) }
            FcPatternAddString(font, FC_FAMILY, name(of: family))
            isRenamed = true
        }
        guard isRenamed else { throw .known }
    }

    /// A path at which this process finds the bytes as long as it lives.
    ///
    /// The file has no name any more and goes with the process. It is on disk rather than in memory, so that the kernel
    /// can drop what nobody reads.
    private static func file(holding font: Data, in directory: String) -> String? {
        let path = "\(directory)/face-\(UUID().uuidString).otf"
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        unlink(path)
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
        do { try handle.write(contentsOf: font) } catch {
            close(file)
            return nil
        }
        return "/proc/self/fd/\(file)"
    }
}
