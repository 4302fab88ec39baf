from sahelkit.ledger.record import Record
from sahelkit.publish.glossary import Glossary


def test_terms_stand_once_by_the_alphabet():
    glossary = Glossary()
    for number, term in (("G-02", "treaty"), ("G-01", "Alliance"), ("G-02", "treaty")):
        record = Record(number, "glossary", {"term_fr": f"{term} (fr)"}, term, "What it means.")
        assert glossary.entry(record) == f"#term-{number.lower()}"
    assert [(t.name, t.term, t.term_fr) for t in glossary.all] == [
        ("term-g-01", "Alliance", "Alliance (fr)"),
        ("term-g-02", "treaty", "treaty (fr)"),
    ]
