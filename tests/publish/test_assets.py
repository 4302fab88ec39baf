import re

import pytest

from sahelkit.errors import MissingPart
from sahelkit.publish import assets


def test_reveal_and_its_speaker_window_are_found():
    assert "reveal.js" in assets.script_of("dist/reveal.js")[:200]
    speaker = assets.script_of("plugin/notes/notes.js")
    assert "RevealNotes" in speaker
    assert "speaker-controls" in speaker, "the speaker's window is part of the script"


@pytest.mark.parametrize("name", ["dist/reveal.js", "plugin/notes/notes.js"])
def test_no_script_can_end_its_element(name):
    code = assets.script_of(name)
    assert not re.search(r"</?script|<!--", code, re.IGNORECASE)
    assert "sourceMappingURL" not in code


def test_escapes_mean_the_same_to_javascript():
    assert assets.inline_script('"</script><!-- <SCRIPT>"') == (
        '"\\x3c/script>\\x3c!-- \\x3cSCRIPT>"'
    )


def test_styles_import_nothing():
    for page in (assets.style_of("dist/reveal.css"), assets.own("theme.css")):
        assert not re.search(r"@import|@font-face|https?://(?!revealjs|hakim)", page)


def test_a_missing_reveal_is_named_with_the_remedy(monkeypatch):
    assets.reveal_folder.cache_clear()
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPart, match=r"pip install .*\[publish\]'"):
        assets.reveal_folder()


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("ink", ["ink", "soft", "ochre", "teal"])
def test_every_text_colour_has_contrast_on_every_ground(ink, ground):
    ours = assets.own("theme.css").split("}")[0]  # the first rule; later ones are for print
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", ours))
    light, dark = _luminance(colours[ground]), _luminance(colours[ink])
    assert (light + 0.05) / (dark + 0.05) >= 4.5
