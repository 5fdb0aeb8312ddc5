"""Which files of other people's packages do we serve? Copies them, with their licences, from the locked npm packages.

Run by `make vendor`. The copies are committed, so nobody needs npm to run or test the portal.
"""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
PACKED = ".mjs"

# package -> where its folder goes, and which of its files are copied
WANTED: dict[str, tuple[Path, list[str]]] = {
    "@fontsource-variable/schibsted-grotesk": (
        ROOT / "static" / "vendor",
        ["files/schibsted-grotesk-latin-wght-normal.woff2", "LICENSE"],
    ),
    "@fontsource-variable/source-serif-4": (
        ROOT / "static" / "vendor",
        ["files/source-serif-4-latin-wght-normal.woff2", "LICENSE"],
    ),
    # The legacy build: phones some years old read too. The two fallbacks stand in for WebAssembly, which our policy refuses.
    "pdfjs-dist": (
        ROOT / "static" / "vendor",
        [
            "legacy/build/pdf.min.mjs",
            "legacy/build/pdf.worker.min.mjs",
            "LICENSE",
            "wasm/openjpeg_nowasm_fallback.js",
            "wasm/jbig2_nowasm_fallback.js",
            "wasm/LICENSE_OPENJPEG",
            "wasm/LICENSE_PDFJS_OPENJPEG",
            "wasm/LICENSE_JBIG2",
            "wasm/LICENSE_PDFJS_JBIG2",
            "standard_fonts/*",
        ],
    ),
    "axe-core": (
        ROOT / "tests" / "vendor",
        ["axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"],
    ),
}


def folder_name(package: str) -> str:
    """The package's short name and the version that npm put in place: `axe-core-4.14.1`."""
    manifest = json.loads((MODULES / package / "package.json").read_text())
    return f"{package.rpartition('/')[2]}-{manifest['version']}"


def clear_older(shelf: Path, package: str) -> None:
    """Remove earlier versions of the package, so that a page cannot go on linking one by mistake."""
    for old in shelf.glob(f"{package.rpartition('/')[2]}-[0-9]*"):
        shutil.rmtree(old)


def copy_package(package: str, shelf: Path, names: list[str]) -> Path:
    """Copy the named files flat into the package's own folder, and return that folder."""
    clear_older(shelf, package)
    target = shelf / folder_name(package)
    target.mkdir(parents=True)
    for name in names:
        for found in sorted((MODULES / package).glob(name)):
            shutil.copyfile(found, target / found.name)
            if found.suffix == PACKED:
                pack(target / found.name)
    return target


def pack(path: Path) -> None:
    """Put the same beside it in gzip: a library of a megabyte is a long wait on a slow line."""
    packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
    path.with_name(f"{path.name}.gz").write_bytes(packed)


def main() -> None:
    """Install exactly what the lock names, then copy."""
    subprocess.run(["npm", "ci", "--omit=optional", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    for package, (shelf, names) in WANTED.items():
        target = copy_package(package, shelf, names)
        sys.stdout.write(f"{target.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
