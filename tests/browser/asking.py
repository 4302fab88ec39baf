"""Answering questions in a browser as a person does: by mouse, by keyboard."""

from axe_playwright_python.sync_playwright import Axe

from sahelkit.study.solution import right_answer

KINDS = {
    "choice": "formation-1",
    "choices": "start-2",
    "order": "formation-2",
    "match": "start-4",
    "number": "ecowas-4",
    "date": "formation-3",
    "source": "formation-4",
    "confidence": "formation-5",
}
MONTHS = "January February March April May June July August September October November December"


def root_of(page, kind):
    return page.locator(f".sahelkit-question[data-kind='{kind}']").first


def state(root):
    return root.get_attribute("data-state")


def check(root):
    root.locator(".sk-q-check").click()


def wrong_answer(kind, question, kit):
    right = right_answer(question, kit)
    if kind in ("choice", "source"):
        return next(letter for letter in question.letters if letter != right)
    if kind == "choices":
        return list(question.letters)
    if kind == "confidence":
        return [next(letter for letter in question.letters if letter != right[0]), "high"]
    if kind == "order":
        return [right[1], right[0], *right[2:]]
    if kind == "match":
        return dict.fromkeys(right, "the statement cannot be judged")
    return 181 if kind == "number" else "2023-09-15"


def by_mouse(root, kind, answer, kit):
    if kind in ("choice", "choices", "source", "confidence"):
        letters, level = (answer[0], answer[1]) if kind == "confidence" else (answer, "")
        for box in root.locator(".sk-q-choices input").all():
            box.set_checked(box.get_attribute("value") in letters) if kind == "choices" else None
        if kind != "choices":
            root.locator(f".sk-q-choices input[value='{letters}']").click()
        if level:
            root.locator(f".sk-q-sure input[value='{level}']").click()
    elif kind == "order":
        for place, name in enumerate(answer):
            row = root.locator(".sk-q-order li").filter(has_text=kit.record(name).title)
            while row.evaluate("(row) => [...row.parentNode.children].indexOf(row)") > place:
                row.locator("button").first.click()
    elif kind == "match":
        for left, right in answer.items():
            root.locator(".sk-q-pair").filter(has_text=left).locator("select").select_option(right)
    elif kind == "number":
        root.locator("input").fill(str(answer))
    else:
        year, month, day = answer.split("-")
        root.locator("input").nth(0).fill(day)
        root.locator("select").select_option(MONTHS.split()[int(month) - 1])
        root.locator("input").nth(1).fill(year)


def by_keys(page, root, kind, answer, kit):
    press = page.keyboard.press

    def radio(boxes, value):
        boxes.first.focus()
        press("Space")
        for _ in range(10):
            if page.evaluate("document.activeElement.value") == value:
                return
            press("ArrowDown")
        raise AssertionError(value)

    if kind in ("choice", "source", "confidence"):
        radio(root.locator(".sk-q-choices input"), answer[0])
        if kind == "confidence":
            radio(root.locator(".sk-q-sure input"), answer[1])
    elif kind == "choices":
        root.locator("input").first.focus()
        for letter in "abcd":
            assert page.evaluate("document.activeElement.value") == letter
            if page.evaluate("document.activeElement.checked") != (letter in answer):
                press("Space")
            press("Tab")
    elif kind == "order":
        for place, name in enumerate(answer):
            row = root.locator(".sk-q-order li").filter(has_text=kit.record(name).title)
            row.locator("button").first.focus()
            while row.evaluate("(row) => [...row.parentNode.children].indexOf(row)") > place:
                press("ArrowUp")
                focused = "(row) => row.contains(document.activeElement)"
                assert row.evaluate(focused), "the focus stays with the item"
    elif kind == "match":
        for left, right in answer.items():
            root.locator(".sk-q-pair").filter(has_text=left).locator("select").focus()
            page.keyboard.type(right[:24])
    elif kind == "number":
        root.locator("input").focus()
        press("Control+a")
        page.keyboard.type(str(answer))
    else:
        year, month, day = answer.split("-")
        root.locator("input").first.focus()
        press("Control+a")
        page.keyboard.type(day)
        press("Tab")
        page.keyboard.type(MONTHS.split()[int(month) - 1])
        press("Tab")
        press("Control+a")
        page.keyboard.type(year)


SPEED = """(root) => new Promise((done) => {
  const verdict = root.querySelector(".sk-q-verdict");
  const button = root.querySelector(".sk-q-check");
  requestAnimationFrame(() => {
    const begin = performance.now();
    const before = verdict.textContent;
    button.click();
    const spent = performance.now() - begin;
    let frames = 0;
    const look = () => {
      frames += 1;
      if (verdict.textContent !== before || frames > 60) done([frames, spent]);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
})"""


def barriers(page, context, least=10):
    found = Axe().run(page, context=context).response
    assert len(found["passes"]) > least
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]
