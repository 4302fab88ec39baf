// The form for an analysis of competing hypotheses: rate an item, see what the ratings add up to,
// leave out a source, compare, keep. All text of a reader or of a file is set as text.
KINDS.ach = function ({ name: key, data, label }, api) {
  const { root, frame, parts, serial } = api;
  const say = (word, blanks = {}) =>
    (api.words[`js_hypotheses_${word}`] ?? api.words[word])
      .replace(/\{(\w+)\}/g, (blank, name) => blanks[name] ?? blank);
  const shelf = root.dataset.model ? "" : `sahelkit-ach-${data.question}`; // a notebook keeps itself
  const element = make("div", "sk-ach"); // a section would be a slide of its own in a deck
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label);
  let work = { ratings: {}, own: [], dropped: "", other: null };
  let before = null; // what "undo" brings back
  let opened = false;
  let form = null; // the form of the item that is being read
  const sourceName = (id) => `${data.sources[id].name} (${id}, ${data.sources[id].grade})`;
  const cellsOf = () => data.items.length * achColumns(data, work.own).length;

  function commit(change, undo = false) {
    before = undo ? work : null;
    api.set(key, { ...work, ...change });
    keep();
  }

  // ---- keeping in the browser
  function keep() {
    if (!shelf) return;
    const newValue = JSON.stringify(work);
    try {
      keeper(root).setItem(shelf, newValue);
      kept.textContent = say(root.closest(".reveal") ? "kept_tab" : "kept");
    } catch {
      kept.textContent = say("not_kept");
    }
    // to its twins here
    window.dispatchEvent(new StorageEvent("storage", { key: shelf, newValue }));
  }

  function restored(text) {
    let found;
    try {
      found = JSON.parse(text);
    } catch {
      found = null;
    }
    if (!achIsObject(found)) return null;
    const other = achIsObject(found.other)
      ? { name: found.other.name === "kit" ? "kit" : "", ...achCheck(found.other, data, false) } : null;
    if (other) delete other.dropped;
    return { ...achCheck(found, data, false), other };
  }

  function open() {
    let text = null;
    try {
      text = shelf && keeper(root).getItem(shelf);
      const found = text && restored(text);
      if (text && JSON.stringify(found) !== text) keeper(root).setItem(`${shelf}-before`, text);
      if (found) api.set(key, found);
    } catch {
      kept.textContent = say("not_kept");
    }
  }
  if (shelf) {
    window.addEventListener("storage", ({ key: changed, newValue, storageArea }) => {
      if (storageArea && root.closest(".reveal")) return; // from another tab
      if (changed !== shelf || !newValue || newValue === JSON.stringify(work)) return;
      const found = restored(newValue);
      if (found) api.set(key, found);
    });
  }

  // ---- result
  const verdict = make("p", "sk-ach-verdict");
  verdict.setAttribute("role", "status");
  const bars = make("ul", "sk-ach-bars");
  const warnings = make("ul", "sk-ach-alarms");
  const weights = Object.entries(data.weights)
    .map(([grade, weight]) => `${grade} ${achNumber(weight, say)}`).join(", ");
  const result = block("result", verdict, bars, make("p", "sk-head", say("explain", { weights })),
    warnings);

  // ---- leaving out one source
  const drop = make("fieldset", "sk-ach-drop");
  drop.append(make("legend", "", say("drop")));
  const used = [...new Set(data.items.map(([, , source]) => source))];
  const lines = ["", ...used].map((source) => {
    const line = make("label");
    const dot = make("input");
    Object.assign(dot, { type: "radio", name: `${key}-drop-${serial}`, value: source });
    dot.addEventListener("change", () => commit({ dropped: source }));
    const said = make("span", "sk-ach-said");
    line.append(dot, make("bdi", "", source ? sourceName(source) : say("drop_none")), " ", said);
    drop.append(line);
    return { source, dot, said };
  });

  // ---- own hypotheses
  const own = make("form", "sk-ach-own");
  const field = make("input");
  Object.assign(field, { type: "text", maxLength: ACH_LONGEST, name: `${key}-own-${serial}` });
  const fieldLabel = make("label", "", say("own"));
  fieldLabel.append(field);
  const add = make("button", "", say("add"));
  const owned = make("ul");
  own.append(fieldLabel, add, owned);
  own.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = ACH_OWN.find((one) => !work.own.some((h) => h.id === one));
    if (!id || !achIsText(field.value)) return;
    const more = [...work.own, { id, statement: achSpaced(field.value) }];
    field.value = "";
    commit({ own: more.sort((a, b) => (a.id < b.id ? -1 : 1)) });
  });

  // ---- files, comparison, asking back
  const asked = make("div", "sk-ach-ask");
  asked.setAttribute("role", "alert");
  const file = make("input");
  Object.assign(file, { type: "file", accept: ".json,.md,.txt", name: `${key}-file-${serial}` });
  const fileLabel = make("label", "", say("import"));
  fileLabel.append(file);
  file.addEventListener("change", () => file.files[0] && take(file.files[0]));
  const undo = pushButton(say("undo"), () => {
    const { other, ...mine } = before;
    commit({ ...mine, other });
  });
  const forget = pushButton(say("forget"), () => commit({ other: null }));
  const buttons = make("div", "sk-ach-buttons");
  buttons.append(
    pushButton(say("json"), () => download("json", achJson(data, work))),
    pushButton(say("markdown"), () => download("md", achMarkdown(data, work, say))),
    fileLabel,
    pushButton(say("kit"), seeKit),
    forget,
    pushButton(say("clear"), () => ask(say("clear_sure"), [[say("clear"), () =>
      commit({ ratings: {}, own: [], dropped: "", other: null }, true)]])),
    undo,
  );
  const compared = make("div", "sk-ach-compared");
  const kept = make("p", "sk-head");
  element.append(result, drop, block("own_title", own), block("files", buttons, asked, kept),
    compared);

  function block(title, ...content) {
    const made = make("div", "sk-ach-block");
    made.append(make("div", "sk-ach-title", say(title)), ...content);
    return made;
  }

  function ask(text, answers = []) {
    asked.replaceChildren(make("p", "", text));
    for (const [answer, act] of answers) {
      asked.append(pushButton(answer, () => { asked.replaceChildren(); act(); }), " ");
    }
    const close = pushButton(say(answers.length ? "cancel" : "close"), () => asked.replaceChildren());
    asked.append(close);
    (asked.querySelector("button") || close).focus();
  }

  function download(ending, text) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = `${data.question}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function take(chosen) {
    let found;
    try {
      if (chosen.size > 1e6) throw new AchFault("bad_size");
      found = achRead(await chosen.text(), data);
    } catch (fault) {
      const why = say(fault instanceof AchFault ? fault.key : "bad_json", fault.blanks);
      ask(say("refused", { file: chosen.name, why }));
      return;
    } finally {
      file.value = "";
    }
    const { dropped, ...theirs } = found;
    ask(say("found", { file: chosen.name, n: Object.keys(found.ratings).length }), [
      [say("as_mine"), () => commit(found, true)],
      [say("as_other"), () => commit({ other: { name: "", ...theirs } }, Boolean(work.other))],
    ]);
  }

  function seeKit() {
    const ratings = Object.fromEntries(Object.entries(data.ours).map(([cell, [r]]) => [cell, r]));
    const see = () => commit({ other: { name: "kit", ratings, own: [] } }, Boolean(work.other));
    const n = Object.keys(work.ratings).length;
    if (2 * n >= cellsOf()) see();
    else ask(say("kit_early", { n, all: cellsOf() }), [[say("kit_yes"), see]]);
  }

  // ---- the form of one item; on a slide the letters are enough to see, the picture explains them
  function labelled(rating) {
    const text = make("span");
    text.append(rating || make("span", "sk-ach-dash", "–"),
      make("span", "sk-ach-full", rating ? ` ${say(rating)}` : say("none")));
    return text;
  }

  function read(chosen, row) {
    form = null;
    if (!row) return null;
    const box = make("div", "sk-ach-form");
    box.append(make("div", "sk-ach-title", say("rate")));
    const sets = [...achNames(data, work.own)].map(([name, { letter, statement }]) => {
      const cell = `${row.id}|${name}`;
      const set = make("fieldset");
      const legend = make("legend");
      legend.append(make("b", "", letter), " ", make("bdi", "", statement));
      set.append(legend);
      const dots = [...ACH_RATINGS, ""].map((rating) => tick("radio", `${cell}-${serial}`,
        [rating, labelled(rating)], set, () => {
          const { [cell]: _, ...rest } = work.ratings;
          commit({ ratings: rating ? { ...rest, [cell]: rating } : rest });
        }));
      const theirs = make("p", "sk-head");
      set.append(theirs);
      box.append(set);
      return { cell, dots, theirs };
    });
    const ids = data.items.map(([id]) => id);
    const after = ids[ids.indexOf(row.id) + 1];
    if (after) {
      box.append(pushButton(`${say("next_item")} ▶`, () => {
        api.select(after);
        root.querySelector(".sk-ach-form input").focus({ preventScroll: true });
        root.querySelector(".sk-panel").scrollIntoView({ block: "nearest" });
      }));
    }
    form = { sets };
    fill();
    return box;
  }

  function fill() {
    for (const { cell, dots, theirs } of form ? form.sets : []) {
      for (const dot of dots) dot.checked = dot.value === (work.ratings[cell] || "");
      const [rating, reason] = (work.other && work.other.name === "kit" && data.ours[cell]) || [];
      theirs.textContent = rating ? say("of_kit", { rating, reason }) : "";
      theirs.hidden = !rating;
    }
  }

  // ---- taking over a state
  function update(state) {
    if (!opened) {
      opened = true;
      queueMicrotask(open);
    }
    const columns = JSON.stringify(work.own) !== JSON.stringify(state.own);
    work = state;
    const names = achNames(data, work.own);
    const scores = achScores(data, work, work.dropped);
    const lead = achLeading(scores);
    const rated = Object.keys(work.ratings).length;
    const all = cellsOf();
    verdict.textContent = [say("rated", { n: rated, all }), achVerdict(lead, names, say),
      work.dropped && say("without", { source: sourceName(work.dropped) }),
      rated && rated < all ? say("partial") : ""].filter(Boolean).join(" ");
    showBars(names, scores, lead);
    showAlarms(names, rated);
    showLines(names);
    owned.replaceChildren(...work.own.map(({ id, statement }) => {
      const item = make("li");
      item.append(make("b", "", names.get(id).letter), " ", make("bdi", "", statement), " ",
        pushButton(say("remove"), () => commit({
          own: work.own.filter((h) => h.id !== id),
          ratings: Object.fromEntries(Object.entries(work.ratings)
            .filter(([cell]) => !cell.endsWith(`|${id}`))),
        }, true)));
      return item;
    }));
    fieldLabel.hidden = add.hidden = work.own.length === ACH_OWN.length;
    undo.hidden = !before;
    forget.hidden = !work.other;
    const difference = work.other && achCompared(data, work, work.other);
    showCompared(names, difference);
    achDraw({ data, work, frame, parts, names, difference });
    if (columns && form) api.refresh();
    else fill();
  }

  function showBars(names, scores, lead) {
    const most = Math.max(0.1, ...scores.values());
    bars.replaceChildren(...[...scores].map(([name, score]) => {
      const item = make("li");
      item.dataset.hypothesis = name;
      item.dataset.score = score;
      const bar = make("span", "sk-ach-bar");
      bar.style.width = `${(100 * score) / most}%`;
      const track = make("span", "sk-ach-track");
      track.append(bar);
      const { letter, statement } = names.get(name);
      const said = make("span");
      said.append(make("b", "", letter), " ", make("bdi", "", statement),
        lead.includes(name) ? ` ◀ ${say("least")}` : "");
      item.append(said, track, make("span", "sk-ach-number", achNumber(score, say)));
      return item;
    }));
  }

  function showAlarms(names, rated) {
    const found = achAlarms(data, work, work.dropped).map(([kind, name, sources]) => {
      const item = make("li", "", `⚠ ${say(kind, { name: names.get(name).letter,
        sources: sources.map(sourceName).join("; ") })}`);
      item.dataset.alarm = [kind, name, ...sources].join(" ");
      return item;
    });
    warnings.replaceChildren(...(found.length || !rated ? found : [make("li", "", say("calm"))]));
  }

  function showLines(names) {
    const usual = achLeading(achScores(data, work)).join();
    for (const { source, dot, said } of lines) {
      const lead = achLeading(achScores(data, work, source));
      dot.checked = source === work.dropped;
      dot.dataset.lead = lead.join(" ");
      const letters = lead.map((one) => names.get(one).letter).join(", ");
      said.textContent = !usual ? "" : !source ? say("ahead", { names: letters }) : !lead.length ? say("empty")
        : lead.join() === usual ? say("holds") : say("changes", { names: letters });
      said.classList.toggle("sk-ach-changes", Boolean(source) && lead.join() !== usual);
    }
  }

  function showCompared(names, found) {
    compared.replaceChildren();
    if (!found) return;
    const kit = work.other.name === "kit";
    const list = make("ul");
    for (const [item, name, mine, theirs] of found.differ) {
      const line = make("li");
      const where = { name: names.get(name).letter, mine, theirs };
      const reason = kit && data.ours[`${item}|${name}`];
      line.append(pushButton(item, () => api.select(item), "sk-open"), " ",
        say(kit ? "differ_kit" : "differ", where), reason ? `. ${reason[1]}` : "");
      list.append(line);
    }
    const { both, alike } = found;
    compared.append(make("div", "sk-ach-title", say(kit ? "compared_kit" : "compared")),
      make("p", "", say("agree", { n: alike, all: both })), list);
  }

  return { element, place: "below", update, read };
};
