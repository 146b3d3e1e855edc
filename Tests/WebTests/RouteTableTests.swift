import Kernel
import Testing
import Web

@Suite("Routes") struct RouteTableTests {
    private static func route(_ pattern: String) -> Route {
        Route(.get, pattern, .everyone) { _ in .text(pattern, type: "text/plain") }
    }

    @Test("An address that is written out goes before a name, in whatever order they stand", arguments: [true, false])
    func literalsFirst(isReversed: Bool) throws {
        let patterns = ["/v/{token}", "/v/file", "/v", "/{any}/file", "/tile/{rest*}"]
        let table = RouteTable((isReversed ? patterns.reversed() : patterns).map(Self.route))
        for (path, wanted) in [
            ("/v/file", "/v/file"), ("/v/other", "/v/{token}"), ("/v", "/v"), ("/x/file", "/{any}/file"),
            ("/tile/0/1", "/tile/{rest*}"),
        ] {
            guard case .found(let route, _) = table.match(.get, path: path) else {
                Issue.record("nothing at \(path)")
                continue
            }
            #expect(route.pattern == wanted)
        }
    }
}
