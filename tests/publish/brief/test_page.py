import re

import pytest

from publish.brief.conftest import HOSTILE
from sahelkit.publish.brief import page
from sahelkit.publish.brief.compose import compose


@pytest.fixture
def html(make):
    return page.write(compose(make(), "bamex", audience="newsroom"), "a" * 32)


def test_the_page_is_one_file_with_a_strict_policy(html):
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in html
    assert "<script" not in html
    assert not re.search(r"(?:src|@import|url\()\s*=?\s*[\"']?https?:", html)
    assert '<meta name="sahelkit-brief" content="' + "a" * 32 + ' 2">' in html


def test_likelihood_and_confidence_stand_apart(html):
    dials = re.findall(r'<div class="dials">(.*?)</div>', html, re.S)
    assert len(dials) == 3
    for each in dials:
        likely, sure = re.findall(r"<p class=\"(?:likelihood|confidence)\">(.*?)</p>", each, re.S)
        assert "Confidence" not in likely
        assert not re.search(r"likel", sure, re.I)
    assert "<b>likely</b>" in dials[0]
    assert "55–80 %" in dials[0]
    assert "<b>Finding</b>" in dials[1]
    assert "Likelihood" not in dials[1]


def test_every_number_leads_to_a_note_that_is_there(html):
    called = set(re.findall(r'href="#note-(\d+)"', html))
    listed = set(re.findall(r'<li id="note-(\d+)"', html))
    assert called
    assert called <= listed


def test_who_says_so_stands_first_in_a_newsroom(html):
    assert "<b>S1, Unnamed outlet [B]:</b> Fifty." in html


def test_the_second_page_begins_once(html):
    body = html.partition("<body>")[2]
    assert len(re.findall(r'class="[^"]*\bturn\b', body)) == 1


def test_the_picture_tells_what_it_shows(html):
    assert re.search(r"<svg[^>]*aria-label=\"Timeline of \d+ events?", html)


def test_text_of_records_stays_text(hostile):
    html = page.write(compose(hostile, "bamex", audience="classroom"))
    assert HOSTILE not in html
    assert "&lt;img src=x onerror=" in html
    assert "<img" not in html


def test_french_names_its_english_parts(make):
    html = page.write(compose(make(), "bamex", lang="fr"))
    assert '<html lang="fr">' in html
    assert '<h3 lang="en"><span class="id">C-01</span> How many firms came?</h3>' in html
    assert 'Page " counter(page) " sur " counter(pages)' in html
