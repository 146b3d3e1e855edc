import Foundation
import Kernel
import Rehearsal
import Server
import Testing
import Web

/// `huimin item watch`: who may read what is being written, and who waits for it.
@Suite struct PreviewTests {
    private static let city = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "City").path()
    private let server: PreviewServer

    init() throws {
        server = try PreviewServer(
            item: Self.city + "/items/高龄津贴/item.yaml", city: Self.city, port: 0, time: RehearsalClock())
    }

    private func ask(_ path: String, query: String = "", host: String?) async throws -> WebResponse {
        try await server.answer(
            RawRequest(
                method: .get, path: path, query: query, headers: host.map { ["host": $0] } ?? [:], body: []),
            port: 8090)
    }

    @Test(arguments: ["127.0.0.1:8090", "localhost:8090", "LocalHost:8090", "[::1]:8090"])
    func thisMachineReads(_ host: String) async throws {
        #expect(try await ask("/guide", host: host).status == 200)
        #expect(try await ask("/nothing", host: host).status == 404)
    }

    @Test(
        "别的网站把自己的名字指到这台机器，也读不到",
        arguments: [
            nil, "", "127.0.0.1", "127.0.0.1:8091", "evil.example", "evil.example:8090", "127.0.0.1:8090.evil.example",
            "localhost.evil.example:8090", "0.0.0.0:8090",
        ])
    func nobodyElseReads(_ host: String?) async throws {
        let answer = try await ask("/guide", host: host)
        #expect(answer.status == 421 && answer.text == "421")
    }

    @Test("等着看新版的页面走了，就不再等它")
    func nobodyWaitsUnowned() async throws {
        #expect(try await chunks(2) == ["retry: 500\n\n", "event: case\ndata: saved\n\n"])
        #expect(server.watcherCount == 0)
    }

    private func chunks(_ count: Int) async throws -> [String] {
        let answer = try await ask("/changes", query: "after=0", host: "localhost:8090")
        guard case .stream(let stream) = answer.body else { return [] }
        #expect(server.watcherCount == 1)
        var texts: [String] = []
        for await chunk in stream {
            texts.append(String(decoding: chunk, as: UTF8.self))
            if texts.count == count { break }
        }
        return texts
    }
}
