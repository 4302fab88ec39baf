// Brings a question's HTML to life: its form, hints and verdict. No dependencies, no kernel.
// In JupyterLab `model` is the widget's model, which is told of each answer that was checked.

const SIGNS = { right: "✓", "not yet": "△", "not attempted": "○" };

function enliven(root, model) {
  if (!root || root.dataset.live) return;
  root.dataset.live = "yes";
  const spec = JSON.parse(root.querySelector(".sahelkit-data").textContent);
  const { words } = spec;
  const plain = root.querySelector(".sk-q-plain");
  const serial = (window.sahelkitCount = (window.sahelkitCount || 0) + 1);
  const name = `sk-q-${serial}`;
  let state = "";

  const set = make("fieldset", "sk-q-form");
  const legend = make("legend", "sk-q-prompt");
  legend.append(...[...plain.querySelector(".sk-q-prompt").childNodes].map((n) => n.cloneNode(true)));
  legend.lang = "en";
  // JupyterLab opens a record beside the notebook when the link that it wrote is clicked, but
  // knows nothing of a copy of that link
  const written = plain.querySelectorAll(".sk-q-prompt a");
  legend.querySelectorAll("a").forEach((link, n) => link.addEventListener("click", (event) => {
    if (!model) return;
    event.preventDefault();
    written[n].click();
  }));
  const said = make("div", "sk-q-said");
  said.setAttribute("role", "status");
  const form = FORMS[spec.kind]({ plain, spec, words, name, changed, say });
  if (!/^(number|date|text)$/.test(spec.kind)) form.element.lang = "en"; // as the questions are
  const verdict = make("div", "sk-q-verdict");
  verdict.setAttribute("role", "status");
  const ends = make("div", "sk-q-ends");
  const press = pushButton(spec.kind === "text" ? words.keep : words.check, check, "sk-q-check");
  const again = pushButton(words.again, () => {
    form.fill(null);
    tell({});
    told = 0;
    helps.replaceChildren();
    hint.hidden = !spec.hints;
    (set.querySelector("input, select, textarea, button")).focus();
  });
  const hint = pushButton(words.hint, help);
  hint.hidden = !spec.hints;
  ends.append(press, hint, again);
  const helps = make("ul", "sk-q-hints");
  helps.setAttribute("aria-live", "polite");
  set.append(legend, form.element, ends);
  root.append(set, helps, verdict, said);
  root.addEventListener("keydown", (event) => {
    // what is typed here turns no slide and moves no cell
    if (!/^(PageUp|PageDown|Escape)$/.test(event.key)) event.stopPropagation();
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      check();
    }
  });

  function say(text) {
    said.textContent = text;
  }

  let told = 0;
  function help() {
    const item = make("li");
    const head = words.hints.replace("{n}", told + 1).replace("{all}", spec.hints);
    const text = make("span");
    text.lang = "en";
    text.innerHTML = unseal(spec, `hint:${told}`);
    item.append(make("b", "", `${head}: `), text);
    helps.append(item);
    told += 1;
    hint.hidden = told >= spec.hints;
    if (hint.hidden) press.focus();
  }

  function changed() {
    if (!state || state === "not attempted") return;
    show({ state: "", message: words.changed, records: [] });
  }

  function check() {
    const answer = form.read();
    const found = judge(answer);
    show(found);
    root.dispatchEvent(new CustomEvent("sahelkit-verdict",
      { bubbles: true, detail: { id: spec.id, state: found.state, answer } }));
    if (answer !== null) tell({ [spec.id]: answer });
  }

  function judge(answer) {
    const plainly = (text, how = "not yet") => ({ state: how, message: text, records: [] });
    if (answer === null) return plainly(words[form.needs], "not attempted");
    if (spec.kind === "text") return plainly(spec.by_hand);
    const tokens = form.tokens(answer);
    if (typeof tokens === "string") return plainly(words[tokens]);
    for (const token of [...tokens, "*"]) {
      const found = unseal(spec, token);
      if (found) return { ...found, html: true };
    }
    return plainly("");
  }

  function show(found) {
    state = found.state;
    root.dataset.state = state || "changed";
    const head = make("b", "sk-q-head", state ? `${SIGNS[state]} ${words[state]}` : "");
    const text = make("span");
    if (found.html) {
      text.lang = "en";
      text.innerHTML = found.message; // our own words, escaped by page.py
    } else {
      text.textContent = found.message;
    }
    verdict.replaceChildren(head, " ", text);
    verdict.append(...found.records.map((id) => leaf(unseal(spec, `record:${id}`))));
  }

  // a record to read, folded
  function leaf(record) {
    const details = make("details", "sk-q-record");
    details.append(make("summary", "", words.read.replace("{record}", record.id)));
    const title = make("p");
    title.append(make("b", "", record.title));
    if (record.when) title.append(` (${record.when})`);
    details.append(title);
    for (const text of [record.text, record.note]) if (text) details.append(make("p", "", text));
    if (record.sources.length) {
      const line = make("p", "sk-q-sources", `${words.sources}: `);
      record.sources.forEach(([publisher, when, url], n) => {
        const one = make(url ? "a" : "span", "", publisher);
        if (url) Object.assign(one, { href: url, target: "_blank", rel: "noopener noreferrer" });
        line.append(n ? "; " : "", one, when ? `, ${when}` : "");
      });
      if (record.more) line.append(`; ${words.more.replace("{n}", record.more)}`);
      details.append(line);
    }
    details.lang = "en";
    return details;
  }

  function tell(change) {
    if (!Object.keys(change).length) {
      show({ state: "not attempted", message: "", records: [] });
    }
    if (!model) return;
    const { [spec.id]: _, ...others } = model.get("answers");
    model.set("answers", { ...others, ...change });
    setTimeout(() => model.save_changes()); // once the verdict has been painted
  }

  const earlier = model && model.get("answers")[spec.id];
  if (earlier !== undefined && earlier !== null) {
    form.fill(earlier);
    const found = form.read();
    show(found === null ? judge(null) : judge(found));
  } else {
    show({ state: "not attempted", message: "", records: [] });
  }
}

export default {
  initialize({ model }) {
    return adopt(model, enliven);
  },
  render({ model, el }) {
    model.on("msg:custom", (message) => {
      if (!message.page || el.firstChild) return;
      el.innerHTML = message.page;
      for (const root of el.querySelectorAll(".sahelkit-question")) enliven(root, model);
    });
    model.send({ ask: "page" });
  },
};
