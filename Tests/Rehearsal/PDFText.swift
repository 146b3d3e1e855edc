import Foundation
import Scratch

/// What a foreign reader finds in a PDF: Debian's `pdftotext`.
package enum PDFText {
    package struct Unreadable: Error {}

    /// Line by line, columns side by side.
    package static func text(of bytes: [UInt8]) throws -> String { try read(bytes, "-layout") }

    /// In the order in which it was drawn, without white space: what is broken into lines within a cell is one again.
    package static func drawn(in bytes: [UInt8]) throws -> String {
        try read(bytes, "-raw").filter { !$0.isWhitespace }
    }

    private static func read(_ bytes: [UInt8], _ order: String) throws -> String {
        let scratch = ScratchFolder("paper")
        let file = scratch.path + "/paper.pdf"
        try Data(bytes).write(to: URL(filePath: file))
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pdftotext", order, file, "-"]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        withExtendedLifetime(scratch) {}
        guard process.terminationStatus == 0 else { throw Unreadable() }
        return text
    }
}
