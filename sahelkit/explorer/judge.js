// The form in which a reader commits to a judgement, and only then sees ours. Without a kernel
// the judgements are kept in the browser, in a deck for as long as its tab is open.
KINDS.judge = function ({ name, label, data }, api) {
  const { words, serial, root } = api;
  const say = (key) => words[`js_disputes_${key}`];
  const levels = ["low", "moderate", "high"];
  const drafts = new Map(); // what is ticked but not committed
  let question = "";
  let drawn = "";
  let all = {};

  const element = make("div", "sk-judge"); // a section would be a slide of its own in a deck
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label);
  const form = make("div", "sk-judge-form");
  const after = make("div", "sk-judge-after");
  after.tabIndex = -1;
  after.setAttribute("role", "group");
  after.setAttribute("aria-label", `${say("yours")}, ${say("ours")}`);
  const change = pushButton(say("change"), () => {
    drafts.set(question, all[question]);
    const { [question]: _, ...others } = all;
    put(others, [question]);
    focusForm();
  });
  const forget = pushButton(say("forget"), () => {
    drafts.clear();
    drawn = "";
    put({}, Object.keys(data.questions));
    said.textContent = say("forgotten");
    focusForm();
  });
  const said = make("div", "sk-judge-said");
  said.setAttribute("role", "status");
  const ends = make("div", "sk-judge-ends");
  ends.append(change, forget);
  element.append(form, after, ends, said);

  // the browser's own memory, where it lets us
  const place = (one) => `sahelkit-${root.dataset.kind}-${one}`;
  const kept = (work) => {
    if (root.dataset.model) return undefined;
    try {
      return work(keeper(root));
    } catch {
      return undefined;
    }
  };

  function put(next, touched) {
    for (const one of touched) {
      kept((memory) => (next[one]
        ? memory.setItem(place(one), JSON.stringify(next[one])) : memory.removeItem(place(one))));
    }
    api.set(name, next);
  }

  function remembered() {
    const found = {};
    for (const [one, { answers }] of Object.entries(data.questions)) {
      const judged = kept((memory) => JSON.parse(memory.getItem(place(one))));
      if (judged && [...answers, "open"].includes(judged.answer)
        && levels.includes(judged.confidence)) {
        found[one] = { answer: judged.answer, confidence: judged.confidence };
      }
    }
    return found;
  }

  const letter = (id) => `${id.split("-").pop()}.`;
  const wording = (id) => api.rows.get(id).element.querySelector("b").textContent;
  const statement = (id) => (id === "open" ? say("open") : `${letter(id)} ${wording(id)}`);
  // on a slide the letter is enough to see, since the answer stands in the picture
  const labelled = (id) => {
    const text = make("span", "", id === "open" ? say("open") : letter(id));
    if (id !== "open") {
      text.append(make("span", "sk-judge-full", ` ${wording(id)}`));
      text.lang = "en";
      text.dir = "auto";
    }
    return text;
  };
  const sure = (level) => say("confidence").replace("{level}", say(level));
  const focusForm = () => {
    const first = form.querySelector("input:checked") || form.querySelector("input");
    if (first) first.focus();
  };

  function choices(legend, key, options, className) {
    const set = make("fieldset", className);
    set.append(make("legend"));
    set.firstChild.append(...legend);
    for (const option of options) {
      const dot = tick("radio", `${name}-${key}-${serial}`, option, set, () => {
        drafts.set(question, { ...drafts.get(question), [key]: option[0] });
        ready();
      });
      dot.checked = (drafts.get(question) || {})[key] === option[0];
    }
    return set;
  }

  const commit = pushButton(say("commit"), () => {
    const { answer, confidence } = drafts.get(question);
    put({ ...all, [question]: { answer, confidence } }, [question]);
    said.textContent = say("revealed");
    after.focus();
  }, "sk-judge-commit");
  const why = make("span", "sk-judge-why");
  why.id = `sk-judge-why-${serial}`;
  commit.setAttribute("aria-describedby", why.id);

  function ready() {
    const { answer, confidence } = drafts.get(question) || {};
    commit.disabled = !answer || !confidence;
    const missing = answer ? "need_sure" : confidence ? "need_answer" : "need_both";
    why.textContent = say(commit.disabled ? missing : "ready");
  }

  function drawForm() {
    const { answers, text } = data.questions[question];
    const asked = make("span", "sk-judge-asked", text);
    asked.lang = "en";
    const line = make("div", "sk-judge-end");
    line.append(commit, why);
    const end = make("div");
    end.append(choices([say("sure")], "confidence", levels.map((level) => [level, say(level)]),
      "sk-set sk-judge-sure"), line);
    form.replaceChildren(
      choices([asked, " ", say("ask")], "answer", [...answers, "open"].map((id) => [id, labelled(id)]),
        "sk-judge-answers"),
      end,
    );
    ready();
  }

  function reveal(judged) {
    const bytes = Uint8Array.from(atob(data.questions[question].sealed), (c) => c.charCodeAt(0));
    const ours = JSON.parse(new TextDecoder().decode(bytes));
    const english = (text, tag = "p") => {
      const line = make(tag, "", text);
      line.lang = "en";
      line.dir = "auto";
      return line;
    };
    const mine = make("div");
    const theirs = make("div");
    const tell = (side, key, ...lines) => { // in one column on a slide, see explorers.css
      const told = make("div", `sk-judge-${key}`);
      told.append(make("div", "sk-head", say(key)), ...lines);
      side.append(told);
    };
    tell(mine, "yours", judged.answer === "open"
      ? make("p", "", say("open")) : english(statement(judged.answer)),
    make("p", "sk-judge-level", sure(judged.confidence)));
    tell(theirs, "ours", english(ours.reading), make("p", "sk-judge-level", sure(ours.confidence)));
    if (ours.evidence) tell(mine, "evidence", english(ours.evidence));
    if (ours.teaches) tell(theirs, "teaches", english(ours.teaches));
    after.replaceChildren(mine, theirs);
  }

  const svg = api.frame.querySelector("svg");
  function describe() {
    const { text, answers } = data.questions[question];
    const told = [text, ...answers.map(statement)].join(" ");
    svg.setAttribute("aria-label", told);
    svg.querySelector("title").textContent = told;
  }

  queueMicrotask(() => {
    const found = remembered();
    if (Object.keys(found).length) api.set(name, { ...found, ...all });
  });

  // on a slide the record that is read stands in the place of the form
  function read(chosen) {
    return chosen && pushButton(say("return"), () => {
      api.select("");
      focusForm();
    }, "sk-judge-return");
  }

  return {
    element,
    place: "below",
    read,
    update(state) {
      all = state || {};
      const now = api.value.question || Object.keys(data.questions)[0];
      forget.hidden = !Object.keys(all).length;
      const judged = all[now];
      const next = JSON.stringify([now, judged]);
      if (next === drawn) return;
      drawn = next;
      said.textContent = "";
      if (now !== question) {
        question = now;
        describe();
      }
      form.hidden = Boolean(judged);
      after.hidden = change.hidden = !judged;
      if (judged) {
        form.replaceChildren();
        reveal(judged);
      } else {
        after.replaceChildren();
        drawForm();
      }
    },
  };
};
