import itertools
import re

import pytest

import sahelkit
from charts.slide import faults
from sahelkit import charts, medium
from sahelkit.charts.network import SLIDE_MOST, label_of
from sahelkit.charts.ties import KINDS, counted, ties_between
from sahelkit.errors import UnknownName

THEMES = [None, "russia", "turkey", "bamex", "ecowas", "formation", ["security", "west"]]


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def gids(picture):
    return [a.get_gid() for a in picture.axes[0].get_children() if a.get_gid()]


def labels(picture):
    return {t.get_gid(): t.get_text() for t in picture.axes[0].texts}


def widths(picture):
    return {p.get_gid(): p.get_linewidth() for p in picture.axes[0].patches if p.get_gid()}


def legend(picture):
    return [t.get_text() for t in picture.legends[0].get_texts()]


def test_every_party_and_every_tie_is_a_part(kit):
    net = ties_between(kit, "russia")
    picture = charts.network(kit, "russia")
    wanted = {f"group:{a}--{b} width" for a, b in net.ties}
    wanted |= {f"group:{a}--{b}" for a, b in net.ties} | {f"group:{a}" for a in net.parties}
    assert set(gids(picture)) == wanted
    assert set(labels(picture)) == {f"group:{a}" for a in net.parties}
    svg = picture.svg()
    assert set(re.findall(r'data-group="([^"]+)"', svg)) == {
        g.split(":")[1].split()[0] for g in wanted
    }
    assert len(re.findall(r'data-weigh="width"', svg)) == len(net.ties)


def test_line_is_thicker_for_more_records(kit):
    net, picture = ties_between(kit, "ecowas"), charts.network(kit, "ecowas")
    counts = counted(net)
    drawn = [(counts[g[6:-6]], w) for g, w in widths(picture).items() if g.endswith(" width")]
    for (n, width), (m, other) in itertools.combinations(drawn, 2):
        assert (n < m) == (width < other)
    assert max(w for _, w in drawn) <= 10


def test_lines_can_be_hit_and_end_outside_the_marks(kit):
    picture = charts.network(kit, "ecowas")
    unseen = [p for p in picture.axes[0].patches if p.get_gid() and not p.get_gid().endswith("h")]
    assert {p.get_linewidth() for p in unseen} == {12}
    assert all(0 < p.get_alpha() < 0.005 for p in unseen)
    assert "opacity: 0.00; stroke: #8b949c; stroke-width: 12" in re.sub(r"\s+", " ", picture.svg())


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("themes", THEMES, ids=str)
def test_labels_stand_in_the_picture_and_do_not_overlap(kit, themes, lang):
    picture = charts.network(kit, themes, lang=lang)
    picture.draw_without_rendering()
    boxes = {t.get_gid(): t.get_window_extent() for t in picture.axes[0].texts}
    edge = picture.bbox
    foot = picture.legends[0].get_window_extent()
    for gid, box in boxes.items():
        assert edge.x0 <= box.x0 < box.x1 <= edge.x1, gid
        assert foot.y1 - 1 <= box.y0 < box.y1 <= edge.y1, gid
    for (one, box), (two, other) in itertools.combinations(boxes.items(), 2):
        assert not box.overlaps(other), (one, two)
    assert all(t.get_fontsize() >= 10.5 for t in picture.axes[0].texts)
    assert picture.get_figheight() <= 5.6
    assert picture.get_figwidth() == 10


def test_labels_stay_clear_of_marks(kit):
    picture = charts.network(kit)
    picture.draw_without_rendering()
    boxes = [t.get_window_extent() for t in picture.axes[0].texts]
    for line in picture.axes[0].get_lines():
        (x, y) = picture.axes[0].transData.transform(line.get_xydata())[0]
        assert not any(b.x0 < x < b.x1 and b.y0 < y < b.y1 for b in boxes), line.get_gid()


def test_kind_is_a_shape_as_well_as_a_colour(kit):
    picture = charts.network(kit)
    looks = {}
    for line in picture.axes[0].get_lines():
        kind = kit.record(line.get_gid()[6:])["kind"]
        hollow = line.get_markerfacecolor() == "#ffffff"
        looks.setdefault(kind, set()).add((line.get_marker(), hollow))
    assert all(len(look) == 1 for look in looks.values())
    assert len(set.union(*looks.values())) == len(looks) == len(KINDS)
    assert legend(picture) == list(KINDS)


def test_legend_has_only_what_is_drawn(small_kit):
    assert legend(charts.network(small_kit)) == ["state"]
    assert legend(charts.network(small_kit, lang="fr")) == ["État"]


def test_long_names_give_way_to_acronyms(kit):
    texts = labels(charts.network(kit, "formation"))
    assert texts["group:bcid-aes"] == "BCID-AES"
    french = labels(charts.network(kit, lang="fr"))
    assert french["group:ecowas"] == "CEDEAO"
    assert french["group:fama"] == "FAMa"


def test_label_of(kit):
    assert label_of(kit, "ecowas", "fr") == "CEDEAO"
    assert label_of(kit, "csp", "en") == "Permanent Strategic Framework (CSP)"
    assert label_of(kit, "turkiye", "fr") == "Turquie"


def test_until_draws_what_was_recorded_by_then_in_the_same_places(kit):
    whole, early = charts.network(kit), charts.network(kit, until="2022")
    places = {line.get_gid(): line.get_xydata().tolist() for line in whole.axes[0].get_lines()}
    then = {line.get_gid(): line.get_xydata().tolist() for line in early.axes[0].get_lines()}
    assert 2 < len(then) < len(places)
    assert then.items() <= places.items()
    assert "group:mali--niger width" in widths(early)
    assert widths(early)["group:mali--niger width"] < widths(whole)["group:mali--niger width"]
    full = charts.network(kit, until="2022", every_tie=True)
    assert set(gids(full)) == set(gids(whole))


def test_alt_text_counts_and_names_the_strongest(small_kit, kit):
    alt = charts.network(small_kit).alt
    assert alt.startswith("Network of 2 parties, joined by 1 lines")
    assert alt.endswith("Strongest: Mali and Niger (2 records).")
    net = ties_between(kit, "russia")
    alt = charts.network(kit, "russia").alt
    assert f"{len(net.parties)} parties, joined by {len(net.ties)} lines" in alt
    assert alt.count(" records)") == 5
    a, b = next(iter(net.ties))
    assert (
        f"{label_of(kit, a, 'en')} and {label_of(kit, b, 'en')} ({net.ties[a, b]} records)" in alt
    )
    assert "Réseau" in charts.network(kit, "russia", lang="fr").alt
    assert len(charts.network(kit, until="2012").alt) > 80


def test_source_line_and_same_picture_twice(small_kit):
    one, two = charts.network(small_kit), charts.network(small_kit)
    assert one.source == "Source: sahelkit ledger"
    assert one.svg() == two.svg()


@pytest.mark.parametrize("choice", [{"until": "soon"}, {"lang": "de"}, {"themes": "x"}])
def test_unknown_choice(small_kit, choice):
    with pytest.raises(UnknownName):
        charts.network(small_kit, **choice)


def test_hostile_name_stays_text(amend):
    svg = charts.network(amend("entities", 0, name="<script>alert(1)</script> & $x$")).svg()
    assert "<script" not in svg


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("themes", THEMES, ids=str)
def test_on_a_slide_all_text_can_be_read_and_nothing_overlaps(kit, slide, themes, lang):
    assert faults(charts.network(kit, themes, lang=lang), medium.TALL) == []


def test_a_slide_has_room_for_so_many_parties_and_says_how_many_are_left_out(kit, slide):
    def line(picture):
        return [t.get_text() for t in picture.texts if "Not drawn" in t.get_text()]

    everything = ties_between(kit)
    picture = charts.network(kit)
    assert len(labels(picture)) == SLIDE_MOST < len(everything.parties)
    lost = len(everything.parties) - SLIDE_MOST
    assert line(picture) == [f"Not drawn for want of room: {lost} with fewer records"]
    assert line(charts.network(kit, "ecowas")) == []


def test_on_a_slide_no_name_is_cut_within_a_word(kit, slide):
    for themes in THEMES:
        for name in labels(charts.network(kit, themes)).values():
            assert not re.search(r"\w…", name.replace(" …", "")), name
