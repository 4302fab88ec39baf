"""Briefs in a real word processor: LibreOffice opens them, and they are two pages."""

import os
import shutil
import subprocess

import pypdf
import pytest

from sahelkit.publish.brief import docx

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
REASON = "no LibreOffice Writer (soffice) to open documents with"
COMBINATIONS = [
    (theme, audience, lang)
    for theme in ("formation", "ecowas", "russia", "turkey", "bamex", "security")
    for audience in ("minister", "newsroom", "classroom")
    for lang in ("en", "fr")
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory, composed):
    """Every brief as a document, printed to PDF by one run of LibreOffice."""

    def missing(reason):
        if os.environ.get("SAHELKIT_REQUIRE_OFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    if not OFFICE:
        missing(REASON)
    folder = tmp_path_factory.mktemp("office")
    files = []
    for names in COMBINATIONS:
        files.append(folder / f"{'-'.join(names)}.docx")
        files[-1].write_bytes(docx.write(composed(*names)))
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    if b"could not be loaded" in done.stderr:
        missing(REASON)
    return {path.stem: pypdf.PdfReader(path.with_suffix(".pdf")) for path in files}


@pytest.mark.parametrize("names", COMBINATIONS, ids="-".join)
def test_a_document_has_two_pages_and_nothing_is_missing(printed, composed, names):
    brief = composed(*names)
    pages = printed["-".join(names)].pages
    assert len(pages) == 2
    texts = ["".join(page.extract_text().split()) for page in pages]

    def squeezed(text):
        return "".join(text.split())

    assert squeezed(brief.bottom_line) in texts[0]
    for item in brief.judgements:
        assert squeezed(item.statement) in texts[0] + texts[1]
    assert squeezed(brief.coverage[0]) in texts[1]
    assert squeezed(brief.words["page"].format(page=2, pages=2)) in texts[1]
