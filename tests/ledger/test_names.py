import pytest

from sahelkit.ledger.names import fold, nearest, split_list


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Goïta", "goita"),
        ("ÉTATS", "etats"),
        ("Yunus-bek  Yevkurov", "yunus bek yevkurov"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Cote d'Ivoire", "cote divoire"),
        ("Baykar Akıncı", "baykar akinci"),
        ("Nord-Œuvre", "nord oeuvre"),
        ("snake_case", "snake case"),
        ("…", ""),
    ],
)
def test_fold_drops_case_accents_and_punctuation(text, folded):
    assert fold(text) == folded


def test_nearest_puts_the_best_first_and_returns_the_choice_as_it_is_written():
    choices = ["Assimi Goïta", "Abdourahamane Tiani", "Bamako"]
    assert nearest("assimi goita", choices)[0] == "Assimi Goïta"
    assert nearest("Tiany", ["Tiani", "Mali"]) == ("Tiani",)


def test_nearest_finds_a_word_of_a_long_name_and_nothing_in_the_unlike():
    assert nearest("sahel", ["Alliance des États du Sahel", "Mali"]) == (
        "Alliance des États du Sahel",
    )
    assert nearest("xyzzy", ["Mali", "Niger"]) == ()
    assert nearest("", ["Mali"]) == ()
    assert nearest(12, ["EV-012"]) == ("EV-012",)


def test_nearest_is_limited_and_can_be_asked_for_fewer():
    choices = [f"EV-00{n}" for n in range(9)]
    assert len(nearest("EV-01", choices)) == 3
    assert len(nearest("EV-01", choices, count=1)) == 1


def test_split_list_drops_empty_parts():
    assert split_list("ECOWAS; Ecowas ;; ") == ("ECOWAS", "Ecowas")
    assert split_list("") == ()


def test_nearest_compares_the_words_of_a_name():
    choices = ["Maroc", "Lagos", "Ilgar", "Sergei Lavrov", "Mali"]
    assert nearest("Lavrof", choices)[0] == "Sergei Lavrov"
    assert nearest("goitta", ["Assimi Goïta", "Gotha"])[0] == "Assimi Goïta"
    assert nearest("Lavrof", ["Maroc"]) == ("Maroc",)
    assert nearest("state", ["Alliance of Sahel States", "stature"], count=1) == (
        "Alliance of Sahel States",
    )
