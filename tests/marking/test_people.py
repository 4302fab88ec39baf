import pytest

from sahelkit.marking import people


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Awa Traoré_12345_assignsubmission_file_", ("Awa Traoré", "12345")),
        ("Awa Traoré_12345_assignsubmission_file_01.ipynb", ("Awa Traoré", "12345")),
        ("A_B C_9_assignsubmission_onlinetext_", ("A_B C", "9")),
        ("Awa_12_final.ipynb", None),
        ("assignsubmission_file_", None),
    ],
)
def test_names_of_a_platform(name, found):
    assert people.of_platform(name) == found


def test_names_are_cleaned_but_kept():
    assert people.clean("  Awa\t\n Traoré\x00 ") == "Awa Traoré"
    assert people.clean("=cmd() 🎓 名前") == "=cmd() 🎓 名前"
    assert people.clean("a\u202eb") == "ab"
    assert people.clean(7) == people.clean(None) == ""
    assert len(people.clean("x" * 999)) == 120
    assert people.of_file(" .ipynb") == "(no name)"
    assert people.of_file("Awa T. 2.1.ipynb") == "Awa T. 2.1"


@pytest.mark.parametrize("name", ["../../x", "/etc", "-rf", "con", "🎓", "", "a\0b", ".", "É=1+1"])
def test_names_of_files_are_plain(name):
    made = people.slug(name, name, "01")
    assert made == made.strip("-.")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "-01-" in made


@pytest.mark.parametrize(
    ("name", "begins"),
    [("李 明", "李-明-01-"), ("Łukasz_Ż", "łukasz-z-01-"), ("🎓", "student-01-"),
     ("\udce9caf", "caf-01-")],
)  # fmt: skip
def test_names_of_files_keep_letters_of_all_scripts(name, begins):
    assert people.slug(name, name, "01").startswith(begins)


def test_names_of_files_differ_as_what_was_handed_in_does():
    assert people.slug("Awa", "a.zip") == people.slug("Awa", "a.zip") != people.slug("Awa", "b.zip")
    assert people.same("AWA  Traore") == people.same("Awa Traoré")
    assert people.same("名前") == "名前" or people.same("名前")
