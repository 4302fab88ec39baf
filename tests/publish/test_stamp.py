import zipfile

from sahelkit.publish.stamp import built, built_document, identifier, mark

STAMP = "0123456789abcdef" * 2


def test_a_page_tells_what_it_was_built_from(tmp_path):
    out = tmp_path / "page.html"
    out.write_text(f"<head>{mark('handout', STAMP, 12)}</head>", encoding="utf-8")
    assert built(out, "handout", STAMP) == 12
    assert built(out, "deck", STAMP) is None
    assert built(out, "handout", STAMP[::-1]) is None


def test_no_page_or_another_file_is_not_built(tmp_path):
    assert built(tmp_path / "none.html", "deck", STAMP) is None
    (tmp_path / "a.html").write_bytes(b"\xff\xfe\x00")
    assert built(tmp_path / "a.html", "deck", STAMP) is None


def test_an_office_document_tells_it_in_its_properties(tmp_path):
    out = tmp_path / "a.docx"
    with zipfile.ZipFile(out, "w") as package:
        name = identifier("brief-docx", STAMP, 2)
        package.writestr("docProps/core.xml", f"<dc:identifier>{name}</dc:identifier>")
    assert built_document(out, "brief-docx", STAMP) == 2
    assert built_document(out, "brief-pptx", STAMP) is None
    assert built_document(out, "brief-docx", STAMP[::-1]) is None
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "")
    assert built_document(out, "brief-docx", STAMP) is None
