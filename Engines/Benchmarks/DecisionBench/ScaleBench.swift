import Kernel

struct ScaleBench {
    init() throws(BenchFailure) {}
    func run(seconds: Double) throws(BenchFailure) -> JSON { .null }
}
