#!/usr/bin/env python3
"""Sealed PDFs of certificates, judged by programs that know nothing of ours: PyPI pyhanko, Debian's pdfsig, pdffonts, zbarimg;
and by their pixels, because a character can vanish from a page while its text is still found.

    pdf_check.py [path of huimin] [--mutants N]
"""
import argparse
import io
import random
import re
import sqlite3
import subprocess

from PIL import Image
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from site_of_city import City, ROOT, Resident, Tally

# A character beyond the basic plane, and the dot of names from other languages.
NAME = "𪚥王·艾力"
DPI = 200


def is_accepted_by_pyhanko(data, root):
    try:
        signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
        return validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False)).bottom_line
    except Exception:  # whatever it stumbles over, it does not accept
        return False


def is_accepted_by_pdfsig(path):
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    return "Signature is Valid" in said and "Total document signed" in said


def check_signature(tally, folder, data, pem, mutants):
    root_path, path = f"{folder}/seal.pem", f"{folder}/certificate.pdf"
    open(root_path, "wb").write(pem)
    open(path, "wb").write(data)
    root = load_cert_from_pemder(root_path)
    said = subprocess.run(["openssl", "x509", "-in", root_path, "-noout", "-text"], capture_output=True, text=True, check=False)
    tally.check(said.returncode == 0 and "Non Repudiation" in said.stdout, "openssl reads the certificate of the seal")
    tally.check(is_accepted_by_pyhanko(data, root), "pyhanko accepts it")
    tally.check(is_accepted_by_pdfsig(path), "pdfsig accepts it")
    start = data.index(b"/Contents<") + len(b"/Contents<")
    end = data.index(b">", start)
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    print(f"seed {seed}", flush=True)
    for number in range(mutants):
        changed = bytearray(data)
        # Four of five in what is covered, the fifth in the signature's own number, which stands last.
        place = chance.randrange(end - 130, end) if number % 5 == 0 else chance.choice(
            [chance.randrange(start - 10), chance.randrange(end + 1, len(data))])
        if number % 5 == 0:
            changed[place] = chance.choice([digit for digit in b"0123456789abcdef" if digit != changed[place]])
        else:
            changed[place] ^= 1 << chance.randrange(8)
        tally.check(not is_accepted_by_pyhanko(bytes(changed), root), f"pyhanko accepts a change at {place} (seed {seed})")
        if number % 5:
            open(f"{folder}/mutant.pdf", "wb").write(changed)
            tally.check(not is_accepted_by_pdfsig(f"{folder}/mutant.pdf"), f"pdfsig accepts a change at {place} (seed {seed})")


def ink(picture, box):
    """The share of dark pixels in a part of a picture."""
    part = picture.crop(tuple(int(edge) for edge in box))
    return sum(1 for value in part.get_flattened_data() if value < 128) / max(1, part.width * part.height)


def groups(picture):
    """Runs of columns with ink, as boxes of their ink."""
    dark = picture.point(lambda value: 255 if value < 140 else 0)
    columns = [dark.crop((x, 0, x + 1, dark.height)).getbbox() is not None for x in range(dark.width)]
    found, begin = [], None
    for x, has_ink in enumerate(columns + [False]):
        if has_ink and begin is None:
            begin = x
        elif not has_ink and begin is not None:
            box = dark.crop((begin, 0, x, dark.height)).getbbox()
            found.append((begin, box[1], x, box[3]))
            begin = None
    return found


def check_pixels(tally, folder):
    path = f"{folder}/certificate.pdf"
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", "-singlefile", path, f"{folder}/page"], check=True)
    words = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    boxes = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>', words)
    # Where the font changes a reader sees another word: the row begins with the rare character alone.
    rows = [index for index, box in enumerate(boxes[:-1]) if box[4] == NAME[0] and boxes[index + 1][4] == NAME[1:]]
    tally.check(len(rows) == 1, f"the name stands in its row: {[box[4] for box in boxes][:30]}")
    if not rows:
        return None
    (left, top, middle, _), (_, _, right, bottom) = ([float(e) * DPI / 72 for e in boxes[i][:4]] for i in (rows[0], rows[0] + 1))
    page = Image.open(f"{folder}/page.png").convert("L")
    first = page.crop((int(left), int(top), int(middle), int(bottom)))
    share = ink(first, (first.width * 0.2, first.height * 0.3, first.width * 0.8, first.height * 0.75))
    tally.check(share > 0.2, f"𪚥 is drawn, and is no empty box: {share:.2f} of its middle is ink")
    rest, em = page.crop((int(middle), int(top), int(right) + 2, int(bottom))), middle - left
    dots = [box for box in groups(rest) if box[2] - box[0] < em * 0.4 and box[3] - box[1] < em * 0.4]
    tally.check(len(dots) == 1, f"the dot is drawn: {groups(rest)}")
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    tally.check(fonts and all("TrueType" in font for font in fonts), f"all fonts have TrueType outlines: {fonts}")
    read = subprocess.run(["zbarimg", "-q", "--raw", f"{folder}/page.png"], capture_output=True, text=True, check=False).stdout
    return read.strip()


def rename(city, number):
    """The registers' own record of the person: the name that she has."""
    departments = city.data + "/departments"
    with sqlite3.connect(departments + "/gongan/gongan.sqlite") as people:
        people.execute("UPDATE t_czrk SET xm = ? WHERE gmsfhm = ?", (NAME, number))
    with sqlite3.connect(departments + "/renshe/renshe.sqlite") as cards:
        cards.execute("UPDATE ss_card SET holder_name = ?, account_name = ? WHERE holder_id = ?", (NAME, NAME, number))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=str(ROOT / ".build/debug/huimin"))
    parser.add_argument("--mutants", type=int, default=25)
    options = parser.parse_args()
    tally, city = Tally(), City(options.binary)
    try:
        number = city.accounts[0][1]
        rename(city, number)
        resident = Resident(city)
        resident.sign_in((NAME, number))
        address = resident.granted_certificate()
        data = resident.get(address + "/pdf")
        pem = resident.get("/.well-known/seal.pem")
        check_signature(tally, city.data, data, pem, options.mutants)
        resident.get(address)
        check = re.search(r"/v/[0-9a-f]{32}", resident.page).group(0)
        read = check_pixels(tally, city.data)
        tally.check(read is not None and read.split("#")[0].endswith(check), f"the code on paper leads to the check: {read}")
        with open(f"{city.data}/scanned", "w") as scanned, open(f"{city.data}/jwks.json", "wb") as keys:
            scanned.write(read or "")
            keys.write(resident.get("/.well-known/jwks.json"))
        done = subprocess.run([city.binary, "certificate", "verify", scanned.name, "--keys", keys.name], capture_output=True, text=True, check=False)
        tally.check(done.returncode == 0 and "高龄津贴核准通知书" in done.stdout, f"and proves itself without a network: {done.stderr}")
        other = resident.get(address + "/pdf")
        tally.check(other != data and is_accepted_by_pyhanko(other, load_cert_from_pemder(f"{city.data}/seal.pem")), "made anew")
        city.stop()
    finally:
        city.close()
    tally.close()


main()
