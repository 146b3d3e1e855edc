import Foundation
import Testing

/// The code of a page as a picture that any reader takes: drawn from the page's own SVG, eight points a module.
struct CodePicture {
    private static let scale = 8
    private let size: Int
    private var isDark: [Bool]

    init(page: String) throws {
        let frame = try #require(page.firstMatch(of: /<svg class="qr" viewBox="0 0 (\d+) \d+"/))
        let ink = try #require(page.firstMatch(of: /class="qr-ink" d="([^"]+)"/))
        size = try #require(Int(frame.1))
        isDark = Array(repeating: false, count: size * size)
        for run in String(ink.1).matches(of: /M(\d+) (\d+)h(\d+)v1h-\d+z/) {
            guard let column = Int(run.1), let row = Int(run.2), let length = Int(run.3) else { continue }
            for dark in column..<(column + length) { isDark[row * size + dark] = true }
        }
    }

    /// PGM, plain bytes.
    var portableGrayMap: [UInt8] {
        let width = size * Self.scale
        var bytes = Array("P5 \(width) \(width) 255\n".utf8)
        for row in 0..<width {
            for column in 0..<width {
                bytes.append(isDark[row / Self.scale * size + column / Self.scale] ? 0 : 255)
            }
        }
        return bytes
    }
}

/// zbarimg, a reader of codes that knows nothing of ours.
enum CodeReader {
    /// - Returns: the text; `nil` where the reader is not installed.
    static func read(_ picture: String) throws -> String? {
        let path = "/usr/bin/zbarimg"
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--raw", "--quiet", "--oneshot", picture]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
