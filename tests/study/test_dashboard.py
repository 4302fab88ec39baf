"""What has been tried and solved: shown, exported, erased."""

import csv
import json
import re

import pytest

import sahelkit
from sahelkit.cli import main
from sahelkit.errors import UnknownName
from sahelkit.study.kept import NAME
from sahelkit.study.questions import load
from study.kept_files import Page, on_file, right, tried, write

pytestmark = pytest.mark.usefixtures("nobody_listens")


def test_the_dashboard_counts_and_leads_to_the_next_question(lessons, own):
    form = {name: tried() for name in ("formation-1", "formation-3")}
    rest = {name: tried() for name in load() if re.match(r"ecowas-\d", name)}
    write(lessons, form | rest | {"formation-2": tried("not yet"), "gone-1": tried()})
    shown = sahelkit.study.progress()
    page = Page(shown._repr_html_())
    lesson, check, code_free, _ = page.rows[2]
    assert (lesson.strip(), page.rows[0][0].strip()) == ("01 Formation", "Lesson")
    assert check.split("  ")[0].strip() == "△ 2 of 5 solved 3 tried next: formation-2"
    assert code_free.strip() == "○ 0 of 4 solved 0 tried next: formation-a1"
    assert page.rows[3][1].strip() == "✓ all 5 solved"
    assert "01-formation.ipynb" in page.links
    assert "../exercises/01-formation.ipynb" in page.links
    assert "02-ecowas.ipynb" not in page.links
    assert len(page.rows) == 8
    assert "with pandas" in page.rows[0][3]
    counted = [n for n, q in load().items() if q.kind != "text"]
    assert f"7 of {len(counted)} questions solved, 8 tried" in shown._repr_html_()
    assert "01 Formation, Check yourself: △ 2 of 5 solved; 3 tried; next: formation-2" in repr(
        shown
    )
    bar = re.findall(
        r'<span class="sk-p-bar" aria-hidden="true">(.*?)</span></span>', shown._repr_html_()
    )
    assert re.findall(r"width:(\d+)%", bar[3]) == ["40", "20"]


def test_the_dashboard_in_french(own):
    page = sahelkit.study.progress(lang="fr")._repr_html_()
    assert 'lang="fr"' in page
    assert "CEDEAO" in page
    assert "Résolues : 0 sur 5" in page
    with pytest.raises(UnknownName, match="language"):
        sahelkit.study.progress(lang="de")


def test_a_set_handed_out_alone_has_links_to_what_is_there(tmp_path, monkeypatch):
    (tmp_path / "03-russia.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    links = Page(sahelkit.study.progress()._repr_html_()).links
    assert set(links) == {"03-russia.ipynb"}


def test_decks_and_handouts_show_nobodys_progress(lessons, own, monkeypatch):
    write(lessons, {"formation-1": tried()})
    shown = sahelkit.study.progress()
    monkeypatch.setenv("SAHELKIT_STATIC", "page")
    assert re.fullmatch(r'<p lang="en">[^<\d]+</p>', shown._repr_html_())
    assert repr(shown) == "When this notebook runs in JupyterLab, your progress is shown here."


def test_export_for_the_teacher(lessons, own, tmp_path):
    odd = {"formation-3": tried("not yet", answer="=cmd()"), "start-2": tried(answer=["a", "c"])}
    odd |= {"start-1": tried(answer="x;=1+1"), "formation-1": tried(answer="\t@SUM(A1)", tries=3)}
    write(lessons, odd | {"+odd-1": tried(answer="-5")})
    shown = sahelkit.study.progress()
    path = shown.export(tmp_path / "Ada.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(load()) | {"'+odd-1"}
    one = rows["formation-1"]
    assert (one["lesson"], one["state"], one["solved"]) == ("01-formation", "right", "yes")
    assert (one["tries"], one["answer"].lstrip("'\t")) == ("3", "@SUM(A1)")
    assert one["answer"].startswith("'")
    assert rows["formation-3"]["answer"] == "'=cmd()"
    assert rows["'+odd-1"]["answer"] == "'-5"
    assert rows["start-1"]["answer"] == "x;'=1+1"
    assert rows["start-2"]["answer"] == '["a", "c"]'
    assert (rows["start-3"]["state"], rows["start-3"]["tries"]) == ("not attempted", "0")
    data = json.loads(shown.export(tmp_path / "Ada.json").read_text(encoding="utf-8"))
    said = {row["question"]: row for row in data}
    assert said["formation-3"]["answer"] == "=cmd()"
    assert said["start-2"]["solved"] is True
    with pytest.raises(UnknownName, match=r"\.csv or \.json"):
        shown.export(tmp_path / "Ada.xlsx")
    with pytest.raises(UnknownName, match="another name"):
        shown.export(NAME)
    assert list(on_file(lessons)) != []


def test_erase_needs_to_be_sure_and_leaves_nothing(lessons, own):
    own.heard(right(), "c")
    (lessons / "progress-damaged-20261122.json").write_text("{")
    shown = sahelkit.study.progress()
    with pytest.raises(UnknownName, match=r"Nothing was erased.*sure=True"):
        shown.erase()
    assert (lessons / NAME).exists()
    assert shown.erase(sure=True) is shown
    assert [p.name for p in lessons.iterdir() if "progress" in p.name] == [".progress.json.lock"]
    assert own.entries() == {}
    own.heard(right("formation-2"), ["x"])
    assert list(on_file(lessons)) == ["formation-2"]


def test_the_command_shows_exports_and_erases(lessons, capsys):
    write(lessons, {"formation-1": tried()})
    assert main(["exercises", "progress"]) == 0
    assert capsys.readouterr().out.startswith("Your progress: 1 of ")
    assert main(["exercises", "progress", "--export", "../Ada.csv"]) == 0
    assert "Nothing was sent" in capsys.readouterr().err
    assert "formation-1,01-formation,right" in (lessons.parent / "Ada.csv").read_text("utf-8-sig")
    assert main(["exercises", "progress", "--export", "Ada.pdf"]) == 1
    assert ".csv or .json" in capsys.readouterr().err
    assert main(["exercises", "progress", "--erase"]) == 1
    assert "--erase --yes" in capsys.readouterr().err
    assert (lessons / NAME).exists()
    assert main(["exercises", "progress", "--erase", "--yes"]) == 0
    assert not (lessons / NAME).exists()
