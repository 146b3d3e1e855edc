import Kernel

/// Strict JSON: what was read, written and read again is the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    guard let value = try? JSON.parse(text) else { return 0 }
    guard let again = try? JSON.parse(value.text) else { preconditionFailure("does not read back") }
    precondition(again == value && again.text == value.text, "reads back to another value")
    return 0
}
