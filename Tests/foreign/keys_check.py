#!/usr/bin/env python3
"""A city's keys are sealed, changed and put into a security module while its certificates stay valid: as a foreign library
reads them before and after.

    keys_check.py [path of huimin]
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from certificate_check import claims, unpadded
from site_of_city import City, ROOT, Resident, Tally

PASSPHRASE, PIN = "口令 339900 惠民 correct horse", "339900"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"


class Keys:
    """`huimin keys`."""

    def __init__(self, binary, data):
        self.binary, self.data = binary, data

    def __call__(self, *arguments, **environment):
        return subprocess.run(
            [self.binary, "keys", *arguments, "--data", self.data], capture_output=True, text=True, timeout=60,
            env={**os.environ, **environment})

    @property
    def text(self):
        return pathlib.Path(self.data, "keys.json").read_text()


def software_module(folder):
    """A token of SoftHSM with a key pair that OpenSSL made; what a process needs to find it."""
    tokens = pathlib.Path(folder, "tokens")
    tokens.mkdir()
    settings = pathlib.Path(folder, "softhsm2.conf")
    settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    environment = {**os.environ, "SOFTHSM2_CONF": str(settings)}

    def run(*command):
        subprocess.run(command, check=True, env=environment, capture_output=True, timeout=60)

    key = str(pathlib.Path(folder, "key.pem"))
    run("softhsm2-util", "--init-token", "--free", "--label", "huimin", "--pin", PIN, "--so-pin", "12345678")
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key + ".ec")
    run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", key + ".ec", "-out", key)
    run("softhsm2-util", "--import", key, "--token", "huimin", "--label", "seal", "--id", "01", "--pin", PIN)
    return str(settings)


def certificate(city, account):
    resident = Resident(city)
    resident.sign_in(account)
    return resident.get(resident.granted_certificate("城乡居民医保参保") + "/file").decode()


def published(city):
    return json.loads(Resident(city).get("/.well-known/jwks.json"))


def key_id(compact):
    return json.loads(unpadded(compact.split(".")[0]))["kid"]


def check_sealing(tally, city, keys):
    secrets = [json.loads(keys.text)["index"], json.loads(keys.text)["session"]]
    tally.check(keys("new-master").returncode == 1, "keys are not changed while the server runs")
    city.stop()
    tally.check(keys("seal").returncode != 0, "nothing is sealed without a passphrase")
    tally.check(keys("seal", HUIMIN_KEY_PASSPHRASE="short").returncode != 0, "nor under a short one")
    tally.check(keys("seal", HUIMIN_KEY_PASSPHRASE=PASSPHRASE).returncode == 0, "keys.json is sealed")
    tally.check(not any(secret in keys.text for secret in secrets), "no key stands in the sealed file")
    tally.check(oct(os.stat(keys.data + "/keys.json").st_mode)[-3:] == "600", "only its owner reads it")
    refused = subprocess.run(
        [keys.binary, "serve", "--demo", "--data", keys.data, "--listen", "127.0.0.1:0"], capture_output=True,
        text=True, timeout=60)
    tally.check(refused.returncode == 1 and "HUIMIN_KEY_PASSPHRASE" in refused.stderr, "a server says what it wants")
    wrong = keys("list", HUIMIN_KEY_PASSPHRASE="another passphrase")
    tally.check(wrong.returncode == 1 and "passphrase" in wrong.stderr, "another passphrase does not open it")
    os.environ["HUIMIN_KEY_PASSPHRASE"] = PASSPHRASE


def check_change(tally, city, keys, first):
    tally.check(keys("new-master").returncode == 0, "a new master key")
    tally.check(keys("new-certificate", "--hours", "24").returncode == 0, "a new certificate key")
    tally.check('"sealed"' in keys.text, "the file stays sealed")
    city.start()
    known = [key["kid"] for key in published(city)["keys"]]
    tally.check(len(known) == 2 and key_id(first) in known, "both keys are published before the new one signs")
    second = certificate(city, city.accounts[1])
    tally.check(key_id(second) == key_id(first), "until then the old one signs")
    tally.check(claims(first, published(city))["holder_name"] == city.accounts[0][0], "the first certificate stands")
    city.stop()


def check_module(tally, city, keys, first, folder):
    os.environ["SOFTHSM2_CONF"] = software_module(folder)
    place = ["--module", MODULE, "--token", "huimin", "--label", "seal", "--hours", "0"]
    before = keys.text
    tally.check(keys("new-certificate", *place).returncode == 1, "a module is not opened without its PIN")
    tally.check(keys.text == before, "what cannot be opened is not kept")
    os.environ["HUIMIN_TOKEN_PIN"] = PIN
    tally.check(keys("new-certificate", *place).returncode == 0, "a certificate key in a security module")
    city.start()
    third = certificate(city, city.accounts[2])
    tally.check(key_id(third) not in (key_id(first), ""), "the module signs")
    tally.check(claims(third, published(city))["holder_name"] == city.accounts[2][0], "what it signs is genuine")
    tally.check(claims(first, published(city))["holder_name"] == city.accounts[0][0], "what the first signed still is")
    tally.check(len(published(city)["keys"]) == 3, "three keys are published")
    listed = keys("list").stdout
    tally.check(f"{key_id(third)}  正在签" in listed and "1 2" in listed, f"the list says which signs: {listed}")
    city.stop()
    tally.check(keys("unseal").returncode == 0 and '"sealed"' not in keys.text, "the file is opened again")
    city.start()


def main():
    tally = Tally()
    city = City(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/debug/huimin"))
    try:
        keys = Keys(city.binary, city.data)
        first = certificate(city, city.accounts[0])
        check_sealing(tally, city, keys)
        check_change(tally, city, keys, first)
        with tempfile.TemporaryDirectory() as folder:
            check_module(tally, city, keys, first, folder)
    finally:
        city.close()
    tally.close()


if __name__ == "__main__":
    main()
