#!/usr/bin/env python3
"""Certificates and the log, checked by programs that know nothing of ours: PyPI sd-jwt, cryptography, hashlib, zlib.

    certificate_check.py [path of huimin]
"""
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

from site_of_city import City, ROOT, Resident, Tally


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def padded_away(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def claims(compact, keys):
    """What sd-jwt reads; raises where it refuses."""
    def key(issuer, header):
        if header.get("alg") != "ES256" or header.get("typ") != "dc+sd-jwt":
            raise ValueError("another kind of token")
        return JWK(**next(k for k in keys["keys"] if k["kid"] == header.get("kid")))
    return SDJWTVerifier(compact, key).get_verified_payload()


def mutants(compact):
    """Twenty certificates that are not genuine, by what was done to them."""
    parts = compact.split("~")
    jwt, disclosures = parts[0], parts[1:-1]
    header, payload, signature = jwt.split(".")
    head, body = json.loads(unpadded(header)), json.loads(unpadded(payload))

    def built(new_head=None, new_body=None, new_signature=None, shown=None):
        token = ".".join([
            padded_away(json.dumps(new_head or head, separators=(",", ":")).encode()) if new_head else header,
            padded_away(json.dumps(new_body, separators=(",", ":")).encode()) if new_body else payload,
            signature if new_signature is None else new_signature])
        return "~".join([token] + (disclosures if shown is None else shown) + [""])

    def flipped(index):
        raw = bytearray(unpadded(signature))
        raw[index] ^= 1
        return padded_away(bytes(raw))

    name = next(i for i, d in enumerate(disclosures) if json.loads(unpadded(d))[1] == "holder_name")
    salt, claim, value = json.loads(unpadded(disclosures[name]))

    def disclosed(*content):
        shown = list(disclosures)
        shown[name] = padded_away(json.dumps(list(content), ensure_ascii=False).encode())
        return built(shown=shown)

    other = padded_away(hashlib.sha256(b"another").digest())
    yield "another issuer", built(new_body={**body, "iss": "https://evil.example"})
    yield "another type", built(new_body={**body, "vct": body["vct"] + "x"})
    yield "issued a second later", built(new_body={**body, "iat": body["iat"] + 1})
    yield "another place in the status list", built(
        new_body={**body, "status": {"status_list": {**body["status"]["status_list"], "idx": 1}}})
    yield "one more claim", built(new_body={**body, "amount_yuan": "99999"})
    yield "a digest changed", built(new_body={**body, "_sd": [other] + body["_sd"][1:]})
    yield "a digest added", built(new_body={**body, "_sd": body["_sd"] + [other]})
    yield "digests in another order", built(new_body={**body, "_sd": list(reversed(body["_sd"]))})
    yield "algorithm none", built(new_head={**head, "alg": "none"}, new_signature="")
    yield "algorithm HS256", built(new_head={**head, "alg": "HS256"})
    yield "another key id", built(new_head={**head, "kid": "x" * 43})
    yield "another type of token", built(new_head={**head, "typ": "statuslist+jwt"})
    yield "first byte of the signature", built(new_signature=flipped(0))
    yield "last byte of the signature", built(new_signature=flipped(63))
    yield "no signature", built(new_signature="")
    yield "a signature of zeros", built(new_signature=padded_away(bytes(64)))
    yield "another name", disclosed(salt, claim, "冒名")
    yield "another salt", disclosed(salt[::-1] + "A", claim, value)
    yield "another claim's name", disclosed(salt, "amount_yuan", value)
    yield "a disclosure that nobody signed", built(
        shown=disclosures + [padded_away(json.dumps(["salt", "extra", "1"]).encode())])


def ours(binary, folder, compact):
    path = os.path.join(folder, "certificate.sd-jwt")
    with open(path, "w") as file:
        file.write(compact)
    return subprocess.run(
        [binary, "certificate", "verify", path, "--keys", os.path.join(folder, "jwks.json")],
        capture_output=True, check=False).returncode


def check_certificate(tally, city, resident, address):
    keys = json.loads(resident.get("/.well-known/jwks.json"))
    compact = resident.get(address + "/file").decode()
    with open(os.path.join(city.data, "jwks.json"), "w") as file:
        json.dump(keys, file)
    stated = claims(compact, keys)
    tally.check(stated["holder_name"] == resident.account[0], "the name is disclosed")
    tally.check(stated["resident_id"] == resident.account[1], "the number is disclosed")
    tally.check(ours(city.binary, city.data, compact) == 0, "our own verifier accepts the certificate")
    jwt = compact.split("~")[0]
    tally.check("holder_name" not in claims(jwt + "~", keys), "it can be shown without the name")
    count = 0
    for what, mutant in mutants(compact):
        count += 1
        try:
            read = claims(mutant, keys)
            # This library leaves an unsigned disclosure out where RFC 9901 §7.1 would refuse the whole; ours refuses.
            is_left_out = mutant.startswith(jwt + "~") and all(stated.get(name) == value for name, value in read.items())
            tally.check(is_left_out, f"sd-jwt accepts {what}")
        except Exception:  # every refusal of the foreign library counts, whatever its type
            tally.check(True, what)
        tally.check(ours(city.binary, city.data, mutant) == 1, f"our own verifier accepts {what}")
    tally.check(count == 20, "twenty mutants")
    return stated, keys


def check_status(tally, resident, stated, keys):
    place = stated["status"]["status_list"]
    token = resident.get("/status/" + place["uri"].rsplit("/", 1)[1]).decode()
    header, payload, signature = token.split(".")
    head, body = json.loads(unpadded(header)), json.loads(unpadded(payload))
    key = next(k for k in keys["keys"] if k["kid"] == head["kid"])
    numbers = ec.EllipticCurvePublicNumbers(
        int.from_bytes(unpadded(key["x"]), "big"), int.from_bytes(unpadded(key["y"]), "big"), ec.SECP256R1())
    raw = unpadded(signature)
    pair = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    numbers.public_key().verify(pair, f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    tally.check(head["typ"] == "statuslist+jwt" and body["sub"] == place["uri"], "the list says which it is")
    bits = zlib.decompress(unpadded(body["status_list"]["lst"]))
    tally.check(body["status_list"]["bits"] == 2 and len(bits) * 4 > place["idx"], "the list has the certificate's bits")
    tally.check(bits[place["idx"] // 4] >> (place["idx"] % 4 * 2) & 3 == 0, "the certificate is valid")


def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves):
    """RFC 6962 §2.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:split]), root(leaves[split:]))


def included(index, size, proof, start):
    """RFC 9162 §2.1.3.2."""
    fn, sn, r = index, size - 1, start
    for p in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


def opened(note, verifier_key):
    """Origin, size and root of a signed note, checked with Ed25519 (C2SP signed-note)."""
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    name, key_id, key = verifier_key.strip().split("+", 2)
    key = base64.b64decode(key)
    line = next(s for s in signatures.splitlines() if s.startswith(f"— {name} "))
    blob = base64.b64decode(line.rsplit(" ", 1)[1])
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if not blob[:4] == expected == bytes.fromhex(key_id):
        raise ValueError("another key")
    ed25519.Ed25519PublicKey.from_public_bytes(key[1:]).verify(blob[4:], text.encode())
    origin, size, tree = text.splitlines()[:3]
    return origin, int(size), base64.b64decode(tree)


def entries(resident, size):
    result = []
    for index in range(0, size, 256):
        width = min(256, size - index)
        path = f"/log/tile/entries/{index // 256:03d}" + (f".p/{width}" if width < 256 else "")
        data = resident.get(path)
        while data:
            length = int.from_bytes(data[:2], "big")
            result.append(data[2:2 + length])
            data = data[2 + length:]
    return result


def check_log(tally, city, resident, address):
    key = resident.get("/log/key").decode().strip()
    origin, size, tree = opened(resident.get("/log/checkpoint").decode(), key)
    leaves = [leaf(entry) for entry in entries(resident, size)]
    tally.check(len(leaves) == size and root(leaves) == tree, "the whole log gives the signed root")
    tally.check(origin == key.split("+")[0], "the log says its name")
    proof = resident.get(address + "/proof").decode()
    lines, _, note = proof.partition("\n\n")
    lines = lines.splitlines()
    index = next(int(line.split()[1]) for line in lines if line.startswith("index "))
    path = [base64.b64decode(line) for line in lines[lines.index(f"index {index}") + 1:]]
    _, proved_size, proved = opened(note, key)
    tally.check(included(index, proved_size, path, leaves[index]) == proved, "the certificate's proof holds")
    tally.check(included(index, proved_size, path, leaf(b"another")) != proved, "and holds for nothing else")
    verify = [city.binary, "log", "verify", "--key", key]
    tally.check(subprocess.run(verify + [city.address + "/log"], capture_output=True).returncode == 0, "log verify URL")
    copy = os.path.join(city.data, "copy")
    shutil.copytree(os.path.join(city.data, "log"), copy)
    tally.check(subprocess.run(verify + [copy], capture_output=True).returncode == 0, "log verify FOLDER")
    width = size % 256
    for name in [f"tile/entries/000.p/{width}", f"tile/0/000.p/{width}", "checkpoint"]:
        path = os.path.join(copy, name)
        sound = open(path, "rb").read()
        changed = bytearray(sound)
        # The signatures of witnesses below the log's own are the business of `log monitor`.
        changed[min(len(changed), 120) // 3] ^= 4
        with open(path, "wb") as file:
            file.write(changed)
        tally.check(subprocess.run(verify + [copy], capture_output=True).returncode == 1, f"a flipped bit in {name}")
        with open(path, "wb") as file:
            file.write(sound)


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin")
    tally, city = Tally(), City(binary)
    try:
        resident = Resident(city)
        resident.account = city.accounts[0]
        resident.sign_in(resident.account)
        address = resident.granted_certificate()
        stated, keys = check_certificate(tally, city, resident, address)
        check_status(tally, resident, stated, keys)
        check_log(tally, city, resident, address)
    finally:
        city.close()
    tally.close()


if __name__ == "__main__":
    main()
