#!/usr/bin/env python3
"""SD-JWTs of any shape, made and shown by the library of the OpenWallet Foundation from its own test cases, are read by us as
it reads them itself; none of a hundred changed ones is.

    disclosure_check.py [path of huimin]
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from jwcrypto.jwk import JWK
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.utils.yaml_specification import load_yaml_specification
from sd_jwt.verifier import SDJWTVerifier

from site_of_city import ROOT, Tally

AUDIENCE, NONCE = "https://verifier.example", "1234567890"
SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Kit:
    """The test cases, and keys of our own."""

    def __init__(self):
        kits = pathlib.Path(os.environ.get("HUIMIN_KITS", ROOT / "../shared"))
        self.folder = kits / "data/crypto-vectors/sd-jwt"
        self.issuer = JWK.generate(kty="EC", crv="P-256", kid="issuer")
        self.holder = JWK.generate(kty="EC", crv="P-256")

    def cases(self):
        return [f for f in sorted(self.folder.glob("*.yml")) if "user_claims:" in f.read_text()]

    def shown(self, file):
        """A token as its holder shows it, and what the library says that it states."""
        case = load_yaml_specification(file)
        form = case.get("serialization_format", "compact")
        is_bound = case.get("key_binding", False)
        header = {"kid": "issuer", "typ": "dc+sd-jwt"}
        issued = SDJWTIssuer(
            {"iss": "https://issuer.example", **case["user_claims"]}, self.issuer, self.holder if is_bound else None,
            serialization_format=form, extra_header_parameters=header)
        holder = SDJWTHolder(issued.sd_jwt_issuance, serialization_format=form)
        bound = (NONCE, AUDIENCE, self.holder) if is_bound else (None, None, None)
        holder.create_presentation(case["holder_disclosed_claims"], *bound)
        token = holder.sd_jwt_presentation
        stated = SDJWTVerifier(
            token, lambda issuer, header: self.issuer, AUDIENCE if is_bound else None, NONCE if is_bound else None,
            serialization_format=form).get_verified_payload()
        return token, stated, is_bound


class Reader:
    """`huimin certificate verify`."""

    def __init__(self, binary, keys, folder):
        self.binary, self.file = binary, pathlib.Path(folder, "token")
        self.keys = pathlib.Path(folder, "jwks.json")
        self.keys.write_text(json.dumps({"keys": [keys.export_public(as_dict=True)]}))

    def __call__(self, token, is_bound, audience=AUDIENCE, nonce=NONCE):
        self.file.write_text(token)
        binding = ["--audience", audience, "--nonce", nonce] if is_bound else []
        done = subprocess.run(
            [self.binary, "certificate", "verify", self.file, "--keys", self.keys, *binding],
            capture_output=True, text=True, timeout=30)
        # What it states is the object between the first line and the last.
        return json.JSONDecoder().raw_decode(done.stdout[done.stdout.find("{"):])[0] if done.returncode == 0 else None


def mutants(token, seed):
    """The token with one of its characters changed for another."""
    dice = random.Random(seed)
    for _ in range(100):
        place = dice.randrange(len(token))
        other = dice.choice([c for c in SYMBOLS + ".~" if c != token[place]])
        yield token[:place] + other + token[place + 1:]


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin")
    tally, kit = Tally(), Kit()
    if not kit.cases():
        print("skipped: kit not present")
        tally.close()
    with tempfile.TemporaryDirectory() as folder:
        read = Reader(binary, kit.issuer, folder)
        for file in kit.cases():
            token, stated, is_bound = kit.shown(file)
            if is_bound and token.startswith("{"):
                # In the JSON forms the library's holder signs over another text than RFC 9901 §8.1 says, and its verifier
                # does not look: there we refuse the proof, and read the rest alike.
                tally.check(read(token, True) is None, f"{file.name}: a proof over another text is refused")
                token, is_bound = json.dumps({**json.loads(token), "kb_jwt": ""}), False
            tally.check(read(token, is_bound) == stated, f"{file.name}: read as the library reads it")
            if is_bound:
                tally.check(read(token, True, nonce="another") is None, f"{file.name}: not for another question")
                tally.check(read(token, True, audience="https://evil.example") is None, f"{file.name}: not for others")
                tally.check(read(token, False) is None, f"{file.name}: not without saying for whom")
        seed = random.randrange(1 << 32)
        token, _, is_bound = kit.shown(kit.folder / "key_binding.yml")
        for number, mutant in enumerate(mutants(token, seed)):
            tally.check(read(mutant, is_bound) is None, f"mutant {number} of seed {seed} is refused")
    tally.close()


if __name__ == "__main__":
    main()
