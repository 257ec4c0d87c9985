"""Brings the catalogues in line with the code: run as ``./dev words``."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from tests.house import catalogues


def main() -> None:
    """Write the template and every language's file; say how much is still to be translated."""
    template = catalogues.extracted(catalogues.ROOT)
    _write(catalogues.template_file(catalogues.ROOT), template)
    for language in catalogues.TRANSLATED:
        file = catalogues.catalogue_file(catalogues.ROOT, language)
        catalogue = catalogues.updated(catalogues.read(file, language), template)
        _write(file, catalogue)
        open_ones = len(list(catalogues.faults(catalogue)))
        sys.stderr.write(f"{language}: {len(catalogue)} sentences, {open_ones} to be seen to\n")


def _write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(catalogues.as_text(catalogue), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
