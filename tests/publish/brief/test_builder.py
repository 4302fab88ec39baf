import base64
import html
import io
import re
import zipfile

import ipywidgets
import pytest

import sahelkit
from sahelkit.errors import MissingPart, UnknownName
from sahelkit.publish.brief import build, builder


@pytest.fixture
def made(make):
    return sahelkit.brief(make())


def test_it_offers_the_themes_that_have_a_brief(kit, made):
    assert [value for _, value in made.theme.options] == ["bamex"]
    assert (made.since.value, made.until.value) == ("2025-11-01", "2026-11-22")
    whole = sahelkit.brief(kit)
    assert whole.theme.value == "russia"
    assert len(whole.theme.options) == 6
    whole.theme.value = "bamex"
    assert whole.since.value == "2025-09-12"
    named = [w for w in _all(whole) if isinstance(w, ipywidgets.Dropdown | ipywidgets.Text)]
    assert len(named) == 5
    assert all(w.description for w in named)


def _all(box):
    for child in box.children:
        yield child
        if hasattr(child, "children"):
            yield from _all(child)


def test_the_preview_stands_in_a_frame_that_runs_nothing(made):
    made.show.click()
    assert made.frame.value.startswith('<iframe sandbox="" title="Preview of the brief" srcdoc="')
    page = html.unescape(re.search(r'srcdoc="(.*?)" tabindex', made.frame.value, re.S)[1])
    assert "It is likely that 50 firms came." in page
    assert "default-src &#x27;none&#x27;" in made.frame.value or "default-src" in page
    assert "2 judgements" in made.status.value
    assert 'role="status"' in made.status.value


@pytest.mark.parametrize("form", ["html", "docx", "pptx"])
def test_a_press_makes_a_link_to_save(made, form):
    made.saves[form].click()
    found = re.search(r'download="(\S+)" href="data:(\S+?);base64,(\S+?)">Save', made.link.value)
    assert found[1] == f"bamex-2025-11-01-to-2026-11-22-minister-en.{form}"
    assert found[2] == builder.TYPES[form]
    content = base64.b64decode(found[3])
    if form != "html":
        assert zipfile.is_zipfile(io.BytesIO(content))
    else:
        assert b"50 firms" in content


def test_a_wrong_date_is_a_message(made):
    made.since.value = "2025-13-01"
    made.show.click()
    assert 'role="alert"' in made.status.value
    assert "unknown date &#x27;2025-13-01&#x27;" in made.status.value
    assert made.frame.value == ""
    made.since.value = "2025-11-01"
    made.show.click()
    assert "<iframe" in made.frame.value


def test_a_missing_part_is_a_message(made, monkeypatch):
    def fail(*args):
        raise MissingPart("this needs <Chromium>")

    monkeypatch.setattr(build, "content", fail)
    made.saves["pdf"].click()
    assert "This did not work: this needs &lt;Chromium&gt;" in made.status.value
    assert made.link.value == ""


def test_hostile_records_stay_text(hostile):
    made = sahelkit.brief(hostile)
    made.show.click()
    outside = re.sub(r'srcdoc="[^"]*"', "", made.frame.value)
    assert "<script" not in made.frame.value
    assert "onerror" not in outside


def test_an_unknown_theme_or_language(make):
    with pytest.raises(UnknownName, match=r"unknown theme for a brief 'west'.*bamex"):
        sahelkit.brief(make(), "west")
    with pytest.raises(UnknownName, match="unknown language 'de'"):
        sahelkit.brief(make(), lang="de")
    with pytest.raises(UnknownName, match="this ledger has none"):
        sahelkit.brief(make(lambda rows: [rows[name].clear() for name in rows]))


def test_in_french(make):
    made = sahelkit.brief(make(), lang="fr")
    assert made.language.value == "fr"
    assert made.show.description == "Afficher la note"
    assert made.theme.options[0][0] == "BAMEX 2025, le salon de défense de Bamako"


def test_where_no_kernel_is_it_is_text(made, monkeypatch):
    assert "application/vnd.jupyter.widget-view+json" in made._repr_mimebundle_()
    monkeypatch.setenv("SAHELKIT_STATIC", "page")
    bundle = made._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "sahelkit brief --theme" in bundle["text/html"]
    assert "50 firms are likely." in bundle["text/html"]
