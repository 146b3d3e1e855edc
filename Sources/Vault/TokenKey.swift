import CPKCS11
import Glibc
import Kernel
import Synchronization

/// Where a key is in a security module (PKCS #11).
package struct TokenPlace: Sendable, Equatable {
    /// The module's library, e.g. `/usr/lib/softhsm/libsofthsm2.so`.
    package let module: String
    /// The label of the token.
    package let token: String
    /// The label that the key pair bears in it.
    package let label: String
    /// x ‖ y, as the module said when the key was added: what it has signed is checked also where the module is gone. `nil` in
    /// key files of before it was kept.
    package var publicPoint: [UInt8]?

    package init(module: String, token: String, label: String, publicPoint: [UInt8]? = nil) {
        self.module = module
        self.token = token
        self.label = label
        self.publicPoint = publicPoint
    }

    /// The same with the public half that the module has now.
    /// - Throws: `VaultError.token` with what an operator can do.
    package func found(pin: String?) throws(VaultError) -> TokenPlace {
        var found = self
        found.publicPoint = try TokenSession(self, pin: pin).publicPoint(label)
        return found
    }
}

/// A P-256 key in a security module (PKCS #11 2.40): the module signs, the key never leaves it. One session, used by one
/// caller at a time, opened when it is first needed; one that the module has dropped is opened anew, once for each signature.
final class TokenKey: Sendable {
    private struct State {
        var session: TokenSession?
        /// Modules lock themselves after a few wrong PINs: one that was refused is not tried again.
        var refusal: VaultError?
    }

    private let place: TokenPlace
    private let pin: String?
    private let state: Mutex<State>
    /// x ‖ y.
    let publicPoint: [UInt8]

    /// - Throws: `VaultError.token` with what an operator can do.
    init(_ place: TokenPlace, pin: String?) throws(VaultError) {
        self.place = place
        self.pin = pin
        if let point = place.publicPoint {
            publicPoint = point
            state = Mutex(State())
        } else {
            let opened = try TokenSession(place, pin: pin)
            publicPoint = try opened.publicPoint(place.label)
            state = Mutex(State(session: opened))
        }
    }

    /// The 64 bytes r ‖ s over a SHA-256.
    func sign(digest: [UInt8]) throws(VaultError) -> [UInt8] {
        let result = state.withLock { state -> Result<[UInt8], VaultError> in
            Result { () throws(VaultError) in
                if let signature = try? state.session?.sign(digest) { return signature }
                state.session = nil
                if let refusal = state.refusal { throw refusal }
                do throws(VaultError) {
                    let fresh = try TokenSession(place, pin: pin)
                    let signature = try fresh.sign(digest)
                    state.session = fresh
                    return signature
                } catch {
                    if case .tokenRefusesPIN = error { state.refusal = error }
                    throw error
                }
            }
        }
        return try result.get()
    }
}

/// A session with one key found in it.
private final class TokenSession {
    private typealias Functions = UnsafeMutablePointer<ck_function_list>
    private let functions: Functions
    private let handle: ck_session_handle_t
    private let key: ck_object_handle_t

    init(_ place: TokenPlace, pin: String?) throws(VaultError) {
        guard let pin else { throw .token("the key is in \(place.token): set HUIMIN_TOKEN_PIN") }
        functions = try Self.load(place.module)
        handle = try Self.open(functions, place)
        do throws(VaultError) { key = try Self.logIn(functions, handle, place, pin: pin) } catch {
            // An object that was never whole has no end of its own: the session would stay open.
            _ = functions.pointee.C_CloseSession(handle)
            throw error
        }
    }

    private static func logIn(
        _ functions: Functions, _ handle: ck_session_handle_t, _ place: TokenPlace, pin: String
    ) throws(VaultError) -> ck_object_handle_t {
        var digits = Array(pin.utf8)
        let answer = functions.pointee.C_Login(handle, UInt(CKU_USER), &digits, UInt(digits.count))
        switch answer {
        case CKR_OK, CKR_USER_ALREADY_LOGGED_IN: break
        case CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_PIN_EXPIRED, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE:
            throw .tokenRefusesPIN(
                "\(place.token) does not take the PIN (\(answer)): set HUIMIN_TOKEN_PIN and start anew")
        default: throw .token("\(place.token) lets nobody in (\(answer))")
        }
        guard let key = find(functions, handle, UInt(CKO_PRIVATE_KEY), place.label) else {
            throw .token("no private key \(place.label) in \(place.token)")
        }
        return key
    }

    deinit { _ = functions.pointee.C_CloseSession(handle) }

    func sign(_ digest: [UInt8]) throws(VaultError) -> [UInt8] {
        var mechanism = ck_mechanism(mechanism: UInt(CKM_ECDSA), parameter: nil, parameter_len: 0)
        var (data, signature, count) = (digest, [UInt8](repeating: 0, count: 128), UInt(128))
        let begun = functions.pointee.C_SignInit(handle, &mechanism, key)
        guard begun == CKR_OK else { throw .token("the module does not begin to sign (\(begun))") }
        let signed = functions.pointee.C_Sign(handle, &data, UInt(data.count), &signature, &count)
        guard signed == CKR_OK, count == 64 else { throw .token("the module does not sign (\(signed))") }
        return Array(signature.prefix(64))
    }

    /// x ‖ y of the public half.
    func publicPoint(_ label: String) throws(VaultError) -> [UInt8] {
        guard let object = Self.find(functions, handle, UInt(CKO_PUBLIC_KEY), label) else {
            throw .token("no public key \(label) beside the private one")
        }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count: UInt? = bytes.withUnsafeMutableBytes { buffer in
            var attribute = ck_attribute(
                type: UInt(CKA_EC_POINT), value: buffer.baseAddress, value_len: UInt(buffer.count))
            return functions.pointee.C_GetAttributeValue(handle, object, &attribute, 1) == CKR_OK
                ? attribute.value_len : nil
        }
        // An OCTET STRING of the uncompressed point: 04, x, y.
        guard let count, case let point = bytes.prefix(Int(count)).suffix(65), point.count == 65, point.first == 4
        else {
            throw .token("\(label) is no key on P-256")
        }
        return Array(point.dropFirst())
    }

    /// Loads the module; done again it is the same one.
    private static func load(_ path: String) throws(VaultError) -> Functions {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "C_GetFunctionList") else {
            throw .token("\(path) is no PKCS #11 module")
        }
        typealias Entry = @convention(c) (UnsafeMutablePointer<Functions?>?) -> ck_rv_t
        var list: Functions?
        guard unsafeBitCast(symbol, to: Entry.self)(&list) == CKR_OK, let list else {
            throw .token("\(path) does not answer")
        }
        var options = ck_c_initialize_args()
        options.flags = UInt(CKF_OS_LOCKING_OK)
        let answer = list.pointee.C_Initialize(&options)
        guard answer == CKR_OK || answer == CKR_CRYPTOKI_ALREADY_INITIALIZED else {
            throw .token("\(path) does not start (\(answer))")
        }
        return list
    }

    private static func open(_ functions: Functions, _ place: TokenPlace) throws(VaultError) -> ck_session_handle_t {
        var count = UInt(0)
        guard functions.pointee.C_GetSlotList(1, nil, &count) == CKR_OK else { throw .token("no slots") }
        var slots = [ck_slot_id_t](repeating: 0, count: Int(count))
        guard functions.pointee.C_GetSlotList(1, &slots, &count) == CKR_OK else { throw .token("no slots") }
        for slot in slots.prefix(Int(count)) where label(functions, slot) == place.token {
            var handle = ck_session_handle_t(0)
            let answer = functions.pointee.C_OpenSession(slot, UInt(CKF_SERIAL_SESSION), nil, nil, &handle)
            guard answer == CKR_OK else { throw .token("\(place.token) opens no session (\(answer))") }
            return handle
        }
        throw .token("no token \(place.token) in \(place.module)")
    }

    /// Filled up with blanks in the module.
    private static func label(_ functions: Functions, _ slot: ck_slot_id_t) -> String? {
        var info = ck_token_info()
        guard functions.pointee.C_GetTokenInfo(slot, &info) == CKR_OK else { return nil }
        let bytes = withUnsafeBytes(of: info.label) { Array($0) }
        return String(decoding: bytes, as: UTF8.self).trimmingSuffix { $0 == " " }
    }

    private static func find(
        _ functions: Functions, _ session: ck_session_handle_t, _ kind: UInt, _ label: String
    ) -> ck_object_handle_t? {
        var (kind, name) = (kind, Array(label.utf8))
        return withUnsafeMutableBytes(of: &kind) { kind in
            name.withUnsafeMutableBytes { name in
                var template = [
                    ck_attribute(type: UInt(CKA_CLASS), value: kind.baseAddress, value_len: UInt(kind.count)),
                    ck_attribute(type: UInt(CKA_LABEL), value: name.baseAddress, value_len: UInt(name.count)),
                ]
                guard functions.pointee.C_FindObjectsInit(session, &template, 2) == CKR_OK else { return nil }
                var (object, count) = (ck_object_handle_t(0), UInt(0))
                let answer = functions.pointee.C_FindObjects(session, &object, 1, &count)
                _ = functions.pointee.C_FindObjectsFinal(session)
                return answer == CKR_OK && count == 1 ? object : nil
            }
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var rest = self[...]
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return String(rest)
    }
}
