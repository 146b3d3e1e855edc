#!/usr/bin/env python3
"""JOSE, by PyPI joserfc: it takes our key set, and accepts every kind of signature that we make; none of a hundred changed ones.
What it makes with ES256 we read as it says; what it makes otherwise, and a hundred changed ones, we refuse.

    jose_check.py [path of huimin] [--mutants N]
"""
import argparse
import base64
import hashlib
import hmac
import json
import os
import pathlib
import random
import subprocess
import tempfile

from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from site_of_city import City, ROOT, Resident, Tally

SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CERTIFICATE, LIST = "dc+sd-jwt", "statuslist+jwt"


def mutants(token, count, seed):
    """The token with one of its characters changed for another that means something else."""
    dice = random.Random(seed)
    while count:
        place = dice.randrange(len(token))
        other = token[:place] + dice.choice([c for c in SYMBOLS + "." if c != token[place]]) + token[place + 1:]
        # The last character of a part holds bits that mean nothing.
        if [meant(part) for part in other.split(".")] != [meant(part) for part in token.split(".")]:
            count -= 1
            yield other


def meant(part):
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return part


def accepted(token, keys):
    """Header and claims as joserfc reads them; `None` where it refuses."""
    try:
        read = jwt.decode(token, keys, algorithms=["ES256"])
        return read.header, read.claims
    except Exception:  # every refusal of the foreign library counts, whatever its type
        return None


def ours(tally, resident, address, count):
    """What we publish and sign, read by joserfc."""
    published = json.loads(resident.get("/.well-known/jwks.json"))
    keys = KeySet.import_key_set(published)
    tally.check([key.thumbprint() for key in keys.keys] == [key["kid"] for key in published["keys"]],
                "every key is named by its RFC 7638 thumbprint")
    tally.check(not any("d" in key for key in published["keys"]), "no private part is published")
    certificate = resident.get(address + "/file").decode().split("~")[0]
    status = resident.get("/status/0").decode()
    for token, kind in ((certificate, CERTIFICATE), (status, LIST)):
        read = accepted(token, keys)
        tally.check(read is not None and read[0]["typ"] == kind and read[0]["alg"] == "ES256", f"{kind}: accepted")
        seed = random.randrange(1 << 32)
        for number, mutant in enumerate(mutants(token, count, seed)):
            tally.check(accepted(mutant, keys) is None, f"{kind}: mutant {number} of seed {seed} is refused")


def by_secret(token, secret):
    """The same claims under HS256, which joserfc itself refuses to make with a public key."""
    header = json.dumps({"alg": "HS256", "typ": CERTIFICATE, "kid": "joserfc"}).encode()
    text = base64.urlsafe_b64encode(header).decode().rstrip("=") + "." + token.split(".")[1]
    mark = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return text + "." + base64.urlsafe_b64encode(mark).decode().rstrip("=")


class Reader:
    """`huimin certificate verify` with a key set of joserfc's."""

    def __init__(self, binary, keys, folder):
        self.binary, self.file = binary, pathlib.Path(folder, "token")
        self.keys = pathlib.Path(folder, "jwks.json")
        self.keys.write_text(json.dumps({"keys": [key.as_dict(private=False) for key in keys]}))

    def __call__(self, token):
        self.file.write_text(token + "~")
        done = subprocess.run(
            [self.binary, "certificate", "verify", self.file, "--keys", self.keys], capture_output=True, text=True,
            timeout=30)
        return json.JSONDecoder().raw_decode(done.stdout[done.stdout.find("{"):])[0] if done.returncode == 0 else None


def theirs(tally, binary, folder, count):
    """What joserfc signs, read by us."""
    key = ECKey.generate_key("P-256", parameters={"kid": "joserfc", "use": "sig"})
    other = ECKey.generate_key("P-256", parameters={"kid": "joserfc"})
    rsa = RSAKey.generate_key(2048, parameters={"kid": "rsa"})
    edwards = OKPKey.generate_key("Ed25519", parameters={"kid": "edwards"})
    read = Reader(binary, [key, rsa, edwards], folder)
    claims = {"iss": "https://issuer.example", "holder_name": "王秀英·𪚥", "amount_yuan": 100}

    def signed(by, algorithm="ES256", **header):
        header = {"alg": algorithm, "typ": CERTIFICATE, "kid": by.kid} | header
        return jws.serialize_compact(header, json.dumps(claims), by, algorithms=[algorithm])

    token = signed(key)
    tally.check(read(token) == claims, "ES256 is read as joserfc wrote it")
    tally.check(read(signed(other)) is None, "another key of the same name")
    tally.check(read(signed(key, kid="another")) is None, "a name that the set does not have")
    tally.check(read(signed(key, typ="kb+jwt")) is None, "another type of token")
    tally.check(read(signed(rsa, "RS256")) is None, "RS256, with which no certificate is signed")
    tally.check(read(signed(edwards, "Ed25519")) is None, "Ed25519, likewise")
    tally.check(read(by_secret(token, key.as_pem(private=False))) is None, "HS256 with the public key as its secret")
    tally.check(read(token.rsplit(".", 1)[0] + ".") is None, "no signature")
    seed = random.randrange(1 << 32)
    for number, mutant in enumerate(mutants(token, count, seed)):
        tally.check(read(mutant) is None, f"mutant {number} of seed {seed} is refused")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=str(ROOT / ".build/debug/huimin"))
    parser.add_argument("--mutants", type=int, default=100)
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        theirs(tally, options.binary, folder, options.mutants)
    city = City(options.binary)
    try:
        resident = Resident(city)
        resident.sign_in(city.accounts[0])
        ours(tally, resident, resident.granted_certificate(), options.mutants)
    finally:
        city.close()
    tally.close()


if __name__ == "__main__":
    main()
