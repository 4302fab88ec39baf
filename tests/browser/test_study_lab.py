"""Questions in a real JupyterLab: judged by the page, kept by Python, there after a reload."""

import json
import os

import pytest
from playwright.sync_api import expect

import sahelkit
from browser.asking import (
    KINDS,
    SPEED,
    barriers,
    by_keys,
    by_mouse,
    check,
    root_of,
    state,
    wrong_answer,
)
from browser.driver import until, write_notebook
from sahelkit.study import questions
from sahelkit.study.solution import right_answer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture(scope="module")
def bench(place, open_notebook):
    code = [
        "import sahelkit",
        "heard = []\nhear = lambda v, a: heard.append([v.question, v.state])\n"
        "_ = sahelkit.study.on_verdict(hear)",
        'asked = sahelkit.study.ask("formation-1", "formation-3", "formation-2")\nasked',
        'import ipywidgets\nipywidgets.VBox([sahelkit.study.ask("formation-4")])',
    ]
    write_notebook(place / "notebooks" / "asked.ipynb", code)
    notebook = open_notebook("notebooks/asked.ipynb")
    cells = notebook.run_all()
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
    live = notebook.page.locator(".sahelkit-question[data-live]")
    until(lambda: live.count() == 4, "four live questions")
    return notebook


def test_in_jupyterlab_a_verdict_comes_from_the_page_and_reaches_python(bench, kit):
    page = bench.page
    choice = root_of(page, "choice")
    choice.locator("input").first.click()
    check(choice)
    assert state(choice) == "not yet"  # at once, without the kernel
    until(lambda: bench.ask("asked.verdicts") == {"formation-1": "not yet"}, "Python knows")
    date = root_of(page, "date")
    by_mouse(date, "date", "2023-09-16", kit)
    date.locator("input").first.press("b")  # outside a form this would insert a cell
    date.locator("input").first.fill("16")
    check(date)
    assert state(date) == "right"
    until(lambda: bench.ask("asked.verdicts.get('formation-3')") == "right", "Python knows")
    order = root_of(page, "order")
    by_mouse(order, "order", right_answer(questions.find("formation-2"), kit), kit)
    check(order)
    assert state(order) == "right"
    until(lambda: bench.ask("asked.verdicts.get('formation-2')") == "right", "Python knows")
    assert bench.ask("heard")[:2] == [["formation-1", "not yet"], ["formation-3", "right"]]
    assert bench.ask("len(heard)") == 3
    assert barriers(page, ".sahelkit-question") == []
    assert bench.faults == []
    assert bench.outside == []


@pytest.fixture
def busy_kernel(place, bench):
    """The kernel of the bench is at work until the function that this gives is called."""
    gate = place / "notebooks" / "gate"
    os.mkfifo(gate)
    kernel = "jupyterapp.shell.currentWidget.context.sessionContext.session.kernel"
    wait = "(code) => { window.sahelkitGate = KERNEL.requestExecute({ code }); }"
    bench.page.evaluate(wait.replace("KERNEL", kernel), f"open({str(gate)!r}).read()")

    def opened():
        try:
            return os.open(gate, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            return 0

    handle = until(opened, "the kernel waits at the gate")
    until(lambda: bench.page.evaluate(f"{kernel}.status") == "busy", "the kernel is busy")

    def release():
        nonlocal handle
        if handle:
            os.close(handle)
            handle = 0

    yield release
    release()
    gate.unlink()


def test_in_jupyterlab_a_verdict_takes_three_frames_while_the_kernel_is_busy(
    bench, kit, busy_kernel
):
    wrong = {}
    for kind in ("choice", "date", "order", "source"):
        root = root_of(bench.page, kind)
        question = questions.find(KINDS[kind])
        answer = wrong_answer(kind, question, kit)
        root.get_by_role("button", name="Start again").click()
        by_mouse(root, kind, answer, kit)
        frames, _ = root.evaluate(SPEED)
        assert state(root) == "not yet", kind
        assert frames <= 3, kind
        wrong[question.id] = answer
    busy_kernel()
    until(lambda: bench.ask("asked.answers.get('formation-3')") == "2023-09-15", "Python knows")
    assert bench.ask("asked.verdicts['formation-2']") == "not yet"


def test_in_jupyterlab_keys_stay_in_a_question(bench, kit):
    """Where Lab has keys of its own: arrows leave a cell, letters make and delete cells."""
    page = bench.page
    cells = page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length")
    for kind in ("order", "choice", "source", "date"):
        root = root_of(page, kind)
        root.get_by_role("button", name="Start again").click()
        answer = right_answer(questions.find(KINDS[kind]), kit)
        by_keys(page, root, kind, answer, kit)
        root.locator(".sk-q-check").focus()
        page.keyboard.press("Space" if kind == "date" else "Enter")
        assert state(root) == "right", kind
    assert page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length") == cells


def test_in_jupyterlab_a_saved_notebook_holds_no_answer_and_shows_its_questions(
    place, bench, open_notebook
):
    bench.page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    saved = place / "notebooks" / "asked.ipynb"
    until(lambda: "sahelkit-question" in saved.read_text("utf-8"), "the notebook is saved")
    text = saved.read_text("utf-8")
    notebook = json.loads(text)
    outputs = json.dumps([c.get("outputs") for c in notebook["cells"]], ensure_ascii=False)
    for name in ("formation-1", "formation-2", "formation-3", "formation-4"):
        question = questions.find(name)
        for secret in (question.explanation, *question.hints):
            assert secret[:30] not in outputs
        assert all(o.feedback not in outputs for o in question.option if o.feedback)
    for cell in notebook["cells"]:
        cell["source"] = f"{cell['source']}\n# a stranger has been here"  # the signature fails
    (place / "notebooks" / "asked-stranger.ipynb").write_text(json.dumps(notebook), "utf-8")
    reopened = open_notebook("notebooks/asked-stranger.ipynb").page
    shown = reopened.locator(".jp-OutputArea-output").filter(has_text="What do you change?")
    until(lambda: shown.count() >= 1, "the question")
    assert "in force since March 2025" in shown.first.inner_text()
    assert "Error displaying widget" not in reopened.content()


CITED = """
[[question]]
id = "cited-1"
kind = "choice"
prompt = "Who signed the charter [EV-043](../seeds/EVIDENCE.md#ev-043)?"
explanation = "It says so."
option = [{ text = "three", right = true }, { text = "two", feedback = "No.", record = "EV-043" }]
"""


@pytest.fixture
def cited(place):
    """A question whose prompt cites a record, in the copy of the kit."""
    path = place / "exercises" / "questions" / "90-cited.toml"
    path.write_text(CITED, "utf-8")
    yield "cited-1"
    path.unlink()


def test_in_jupyterlab_a_record_opens_beside_the_notebook(place, evidence, cited, open_notebook):
    asked = [
        f'import sahelkit\nsahelkit.study.ask("{cited}")',
        'sahelkit.study.check("formation-3", "2023-09-15")',
    ]
    write_notebook(place / "notebooks" / "cited.ipynb", asked)
    notebook = open_notebook("notebooks/cited.ipynb")
    notebook.run_all()
    page = notebook.page
    live = page.locator(".sahelkit-question[data-live]")
    until(lambda: live.count() == 1, "a live question")
    for link in (
        live.locator("legend a").first,
        page.locator(".jp-OutputArea-output").get_by_role("link", name="C-54"),
    ):
        expect(link).to_have_css("text-decoration-line", "underline")
        link.focus()
        page.keyboard.press("Enter")
        here = "jupyterapp.shell.currentWidget?.context?.path"
        page.wait_for_function(f"{here} === 'seeds/EVIDENCE.md'")
        back = """() => { for (const one of jupyterapp.shell.widgets("main")) {
          if (one.context?.path === "notebooks/cited.ipynb") jupyterapp.shell.activateById(one.id);
        } }"""
        page.evaluate(back)
        page.wait_for_function(f"{here} === 'notebooks/cited.ipynb'")
    assert len(page.context.pages) == 1
    assert notebook.outside == []


@pytest.fixture
def nothing_kept(place):
    """No progress is kept in the copy of the kit, neither before nor after."""

    def clean():
        for path in (place / "notebooks").glob("progress*.json"):
            path.unlink()

    clean()
    yield
    clean()


def test_in_jupyterlab_progress_is_kept_over_a_reload_and_counted(
    place, open_notebook, kit, nothing_kept
):
    folder = place / "notebooks"
    code = ["import sahelkit", 'sahelkit.study.ask("formation-1", "formation-3")']
    write_notebook(folder / "kept.ipynb", code)
    write_notebook(folder / "counted.ipynb", ["import sahelkit\nsahelkit.study.progress()"])

    def opened(name):
        notebook = open_notebook(f"notebooks/{name}.ipynb")
        session = "jupyterapp.shell.currentWidget.context.sessionContext"
        notebook.page.evaluate(f"{session}.restartKernel()")
        cells = notebook.run_all()
        assert not [
            o for cell in cells for o in cell["outputs"] if o["output_type"] != "execute_result"
        ]
        return notebook.page

    def entries():
        file = folder / "progress.json"
        return json.loads(file.read_text("utf-8"))["questions"] if file.exists() else {}

    def live(page):
        until(lambda: page.locator(".sahelkit-question[data-live]").count() == 2, "two questions")
        return root_of(page, "choice")

    page = opened("kept")
    choice = live(page)
    choice.locator("input").first.click()
    check(choice)
    assert state(choice) == "not yet"
    until(lambda: entries().get("formation-1", {}).get("state") == "not yet", "it is kept")
    by_mouse(choice, "choice", right_answer(questions.find("formation-1"), kit), kit)
    check(choice)
    by_mouse(root_of(page, "date"), "date", "2023-09-15", kit)
    check(root_of(page, "date"))
    until(lambda: len(entries()) == 2, "both are kept")
    assert (entries()["formation-1"]["state"], entries()["formation-1"]["tries"]) == ("right", 2)

    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.reload()
    assert state(live(page)) == "right"  # the same kernel
    page = opened("kept")  # and another kernel, which knows nothing of it
    choice = live(page)
    assert state(choice) == "right"
    assert (
        choice.locator("input:checked").get_attribute("value") == entries()["formation-1"]["answer"]
    )
    assert state(root_of(page, "date")) == "not yet"
    assert root_of(page, "date").locator("input").first.input_value() == "15"
    assert entries()["formation-1"]["tries"] == 2

    page = opened("counted")
    table = page.locator(".sahelkit-progress")
    expect(table.locator("caption")).to_contain_text("1 of ")
    row = table.locator("tbody tr").nth(1)
    expect(row.locator("td").first).to_have_css("text-align", "left")
    expect(row.locator("td").first).to_contain_text("1 of 5 solved")
    expect(row.locator("td").first).to_contain_text("2 tried")
    assert barriers(page, ".sahelkit-progress", least=5) == []
    row.get_by_role("link", name="next: formation-2").click()
    lesson = "jupyterapp.shell.currentWidget.context.path === 'notebooks/01-formation.ipynb'"
    page.wait_for_function(lesson)


def test_in_jupyterlab_an_answer_taken_back_stays_away(place, open_notebook, kit, nothing_kept):
    code = ["import sahelkit", 'sahelkit.study.ask("formation-1", "formation-3")']
    write_notebook(place / "notebooks" / "back.ipynb", code)
    file = place / "notebooks" / "progress.json"

    def kept(name):
        table = json.loads(file.read_text("utf-8")) if file.exists() else {"questions": {}}
        return table["questions"].get(name, {})

    def opened(again=False):
        notebook = open_notebook("notebooks/back.ipynb")
        if again:
            session = "jupyterapp.shell.currentWidget.context.sessionContext"
            notebook.page.evaluate(f"{session}.restartKernel()")
        notebook.run_all()
        live = notebook.page.locator(".sahelkit-question[data-live]")
        until(lambda: live.count() == 2, "two questions")
        return notebook.page

    page = opened()
    choice, date = root_of(page, "choice"), root_of(page, "date")
    by_mouse(choice, "choice", "a", kit)
    check(choice)
    by_mouse(date, "date", "2023-09-16", kit)
    check(date)
    until(lambda: kept("formation-3").get("state") == "right", "both are kept")
    choice.get_by_role("button", name="Start again").click()
    until(lambda: kept("formation-1").get("answer", "") is None, "it is taken back")
    assert (kept("formation-1")["state"], kept("formation-1")["tries"]) == ("not attempted", 1)
    for again in (False, True):  # the same kernel, and one that knows nothing of it
        page = opened(again)
        choice = root_of(page, "choice")
        assert state(choice) == "not attempted"
        assert choice.locator("input:checked").count() == 0
        assert state(root_of(page, "date")) == "right"


def test_in_jupyterlab_two_notebooks_keep_progress_at_once(place, open_notebook, kit, nothing_kept):
    asked = {"one": ("choice", "formation-1"), "two": ("order", "formation-2")}
    pages = {}
    for name, (_, question) in asked.items():
        code = [f'import sahelkit\nsahelkit.study.ask("{question}")',
                "for n in range(40):\n"
                f"    sahelkit.study.check('formation-3', f'{name} {{n}}')"]  # fmt: skip
        write_notebook(place / "notebooks" / f"{name}.ipynb", code)
        pages[name] = open_notebook(f"notebooks/{name}.ipynb").page
    for page in pages.values():  # both kernels write now
        page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    for name, (kind, question) in asked.items():
        live = pages[name].locator(".sahelkit-question[data-live]")
        until(lambda live=live: live.count() == 1, "a live question")
        by_mouse(live, kind, right_answer(questions.find(question), kit), kit)
        check(live)
    file = place / "notebooks" / "progress.json"

    def entries():
        return json.loads(file.read_text("utf-8"))["questions"] if file.exists() else {}

    until(lambda: entries().get("formation-3", {}).get("tries", 0) == 80, "all eighty checks")
    for _, question in asked.values():
        until(lambda name=question: entries().get(name, {}).get("state") == "right", question)
    assert not list((place / "notebooks").glob("progress-damaged*"))
