// Brings an explorer's HTML to life: filters, stepping, reading a record. No dependencies.
// In JupyterLab `model` is the widget's model; elsewhere it is undefined and nothing is synced.

function enhance(root, model) {
  if (!root || root.dataset.live) return;
  root.dataset.live = "yes";
  const find = (selector) => root.querySelector(selector);
  const spec = JSON.parse(find(".sahelkit-data").textContent);
  const { words, groups = {} } = spec;
  // counted on the page, since JupyterLab loads this file once for each widget
  const serial = (window.sahelkitCount = (window.sahelkitCount || 0) + 1);
  const frame = find(".sk-picture");
  unfold(frame);
  ownIds(frame, `sk${serial}-`);

  // what the table holds: identifier -> { id, element, marks, groups, shown }
  const rows = new Map();
  for (const element of root.querySelectorAll("tbody tr")) {
    const marks = { ...element.dataset };
    const held = groupsOf(marks.groups || "");
    rows.set(marks.id, { id: marks.id, element, marks, held, shown: !element.hidden });
  }
  const members = new Map(Object.keys(groups).map((key) => [key, []]));
  for (const row of rows.values()) {
    for (const key of row.held) if (members.has(key)) members.get(key).push(row);
  }
  const most = Math.max(1, ...[...members.values()].map((list) => list.length));
  const parts = gather(frame, rows, members);
  const lasting = new Set(parts.filter((part) => part.always).map((part) => part.group));
  const hide = hider(root, frame, parts);
  const partsOf = new Map();
  for (const part of parts) {
    const key = part.record || part.group;
    if (!key) continue;
    if (!partsOf.has(key)) partsOf.set(key, []);
    partsOf.get(key).push(part);
  }
  const notes = [...root.querySelectorAll("tbody [data-when]")];

  let value = { ...spec.value, ...(model ? model.get("value") : {}) };
  let chosen = (model && model.get("selection")) || "";
  let came = ""; // the group from which a record was opened
  let marked = [];
  const api = { set, select, root, frame, spec, words, rows, members, serial, refresh: read,
    parts: partsOf, get value() { return value; }, get chosen() { return chosen; } };
  const controls = spec.controls.map((control) =>
    ({ name: control.name, ...KINDS[control.kind](control, api) }));
  const filters = controls.filter((control) => control.shows);
  const bar = find(".sk-controls");
  const { steps, previous, next, count, now } = buildSteps(words);
  for (const control of controls) {
    if (!control.element) continue;
    if (control.place === "below") find(".sk-body").after(control.element);
    else bar.append(control.element);
  }
  bar.append(steps);
  bar.hidden = false;
  const panel = find(".sk-panel");
  panel.hidden = false;
  const { reading, said } = buildReading(panel, words);
  const extras = [zoomer(api), cropper(api)].filter(Boolean);
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", words.picture_keys);
  // where records lie one above the other, each further click reads the next one
  frame.addEventListener("click", (event) => {
    const hits = document.elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest("[data-record], [data-group]"))
      .filter((part) => part && frame.contains(part))
      .map((part) => part.dataset.record || part.dataset.group);
    const ids = [...new Set(hits)];
    select(ids[(ids.indexOf(chosen) + 1) % ids.length] || "");
  });
  frame.addEventListener("pointerover", (event) => {
    const part = event.target.closest && event.target.closest("[data-record], [data-group]");
    if (part && !part.querySelector("title")) name(part);
  });
  frame.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    step(way);
  });
  // JupyterLab and decks must not take the keys of the controls for theirs; its own chords, such as
  // Ctrl+S to save, go on to it, but for those with which text is edited
  root.addEventListener("keydown", (event) => {
    const chord = event.ctrlKey || event.metaKey;
    const edits = event.target.matches("input[type=text]") && /^[acvxyz]$/i.test(event.key);
    if (!chord || edits) event.stopPropagation();
  });
  foldTable(find(".sk-records"), words, serial);

  function name(part) {
    const tip = document.createElementNS("http://www.w3.org/2000/svg", "title");
    const row = rows.get(part.dataset.record);
    tip.textContent = row ? label(row) : groups[part.dataset.group] || "";
    part.prepend(tip);
  }

  function label(row) {
    const when = row.element.cells[1].textContent;
    return `${row.id}: ${row.element.querySelector("b").textContent}${when && ` (${when})`}`;
  }

  // the kernel is told once the change has been painted
  let news = null;
  function tell(changes) {
    if (!model) return;
    for (const [key, state] of Object.entries(changes)) model.set(key, state);
    if (news) return;
    news = setTimeout(() => requestAnimationFrame(() => setTimeout(() => {
      news = null;
      model.save_changes();
    })));
  }

  function set(key, state) {
    value = { ...value, [key]: state };
    draw();
    tell({ value, [key]: state });
  }

  // a group may have its parts in another state of the picture
  const drawn = (key) => !partsOf.has(key) || partsOf.get(key).some((part) => part.on);

  const stops = () => (spec.steps === "groups"
    ? [...members].filter(([key, list]) => list.some((row) => row.shown) && drawn(key))
      .map(([key]) => key)
    : [...rows.values()].filter((row) => row.shown).map((row) => row.id));

  const everyStop = spec.steps === "groups" ? [...members.keys()] : [...rows.keys()];

  function select(id, from = "") {
    chosen = id;
    came = from;
    read();
    requestAnimationFrame(() => reveal(partsOf.get(id)));
    tell({ selection: id, position: everyStop.indexOf(id) });
  }

  function step(way) {
    const ids = stops();
    if (!ids.length) return;
    const at = ids.indexOf(chosen);
    select(ids[at < 0 ? (way > 0 ? 0 : ids.length - 1) : (at + way + ids.length) % ids.length]);
  }

  function draw() {
    let n = 0;
    for (const row of rows.values()) {
      const on = filters.every((control) => control.shows(row.marks, value[control.name]));
      if (on) n += 1;
      if (row.shown !== on) row.element.hidden = !on;
      row.shown = on;
    }
    const counts = new Map();
    for (const [key, list] of members) {
      counts.set(key, list.reduce((sum, row) => sum + row.shown, 0));
    }
    for (const part of parts) {
      const on = (!part.record || part.row.shown) && (!part.group || part.always || counts.get(part.group) > 0)
        && (!part.when || holds(part.when, value));
      if (part.on !== on) hide(part.element, !on);
      part.on = on;
      if (on && part.weigh) weigh(part, counts.get(part.group), most);
    }
    for (const note of notes) note.hidden = !holds(note.dataset.when, value);
    for (const control of controls) control.update(value[control.name]);
    for (const extra of extras) extra.update(value);
    count.textContent = words.shown.replace("{n}", n).replace("{all}", rows.size);
    const row = rows.get(chosen);
    if (row && !row.shown) select("");
    else if (counts.has(chosen)) {
      const told = (counts.get(chosen) || lasting.has(chosen)) && drawn(chosen);
      told ? read() : select("");
    }
    else if (row && row.element.querySelector("[data-when]")) read(); // its cells may have changed
    else mark();
  }

  function read() {
    const row = rows.get(chosen);
    const list = members.get(chosen);
    reading.replaceChildren();
    root.classList.toggle("sk-idle", !row && !list);
    said.textContent = row ? label(row) : (list ? groups[chosen] : "");
    now.textContent = said.textContent; // in sight, where the reading itself is not
    if (row) readRow(row);
    else if (list) readGroup(chosen, list);
    else reading.textContent = words[`js_${root.dataset.kind}_nothing`] || words.nothing_chosen;
    for (const control of controls) {
      const more = control.read && control.read(chosen, row);
      if (more) reading.append(more);
    }
    mark();
  }

  function readRow(row) {
    const cells = [...row.element.cells];
    const heads = [...find("thead tr").cells];
    const head = make("div", "sk-head",
      [cells[1].textContent, row.id].filter(Boolean).join(" · "));
    const body = make("div");
    body.append(...copies(cells[2]));
    if (came) {
      reading.append(pushButton(`◀ ${words.back}`, () => select(came)));
    }
    reading.append(head, body);
    for (let n = 3; n < cells.length; n += 1) {
      const shown = copies(cells[n]);
      if (!shown.some((node) => node.textContent)) continue;
      reading.append(make("div", "sk-head", heads[n].textContent), ...shown);
    }
    if (spec.story) {
      const key = row.marks[spec.story];
      const told = [...rows.values()].filter((one) => key && one.marks[spec.story] === key);
      if (told.length > 1) tellStory(told, (one) => one === row);
    }
  }

  function tellStory(told, here) {
    const items = make("ol", "sk-story");
    told.sort((a, b) => (a.marks.start || "").localeCompare(b.marks.start || ""));
    for (const one of told) {
      const item = make("li", here(one) ? "sk-here" : "");
      item.append(make("span", "sk-head", one.element.cells[1].textContent), " ",
        one.element.querySelector("b").textContent);
      if (here(one)) item.setAttribute("aria-current", "true");
      items.append(item);
    }
    reading.append(make("div", "sk-head", words.story), items);
  }

  function readGroup(key, list) {
    const now = list.filter((row) => row.shown);
    reading.append(make("div", "sk-group", groups[key]),
      make("div", "sk-head", now.length === 1 ? words.records_one : words.records_of.replace("{n}", now.length)));
    const columns = new Map();
    let more = 0;
    for (const row of now) {
      const side = (spec.beside && row.marks[spec.beside]) || "";
      if (!columns.has(side)) columns.set(side, make("div", "sk-side"));
      const column = columns.get(side);
      if (column.childElementCount < 60) column.append(item(row, key));
      else more += 1;
    }
    const sides = make("div", "sk-sides");
    for (const [side, column] of columns) {
      if (side) column.prepend(make("div", "sk-head", sideName(side)));
      sides.append(column);
    }
    reading.append(sides);
    if (more) reading.append(make("p", "", words.more_in_table.replace("{n}", more)));
    if (spec.story && lasting.has(key)) tellStory([...list], (row) => row.shown);
  }

  function item(row, key) {
    const element = make("div", "sk-item");
    const open = pushButton(row.id, () => select(row.id, key), "sk-open");
    open.setAttribute("aria-label", `${words.read} ${row.id}`);
    const when = row.element.cells[1].textContent;
    const title = make("span", "", row.element.querySelector("b").textContent);
    title.dir = "auto";
    element.append(open, " ", make("span", "sk-head", when), " ", title);
    return element;
  }

  function sideName(side) {
    const control = spec.controls.find((one) => one.field === spec.beside);
    const option = control && control.options.find((one) => one[0] === side);
    return option ? option[1] : side;
  }

  // in a frame that scrolls, the chosen part is brought to its middle
  function reveal(chosenParts) {
    if (!chosenParts || frame.scrollWidth <= frame.clientWidth + 1) return;
    const box = chosenParts[0].element.getBoundingClientRect();
    const left = box.left - frame.getBoundingClientRect().left;
    frame.scrollLeft += left - Math.max(8, (frame.clientWidth - box.width) / 2);
  }

  function mark() {
    for (const element of marked) {
      if (element.classList.contains("sk-ring")) element.remove();
      else element.classList.remove("sk-on");
    }
    marked = [];
    for (const { element, weigh: how } of partsOf.get(chosen) || []) {
      if (how && how.includes("count")) continue;
      element.classList.add("sk-on");
      marked.push(element);
      if (!element.matches(".sk-mark") && !element.querySelector("use:not(.sk-shape)")) continue;
      if (marked.some((one) => one.classList.contains("sk-ring"))) continue;
      const box = element.getBBox();
      const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      ring.setAttribute("class", "sk-ring");
      ring.setAttribute("cx", box.x + box.width / 2);
      ring.setAttribute("cy", box.y + box.height / 2);
      ring.setAttribute("r", Math.max(9, Math.min(box.width, box.height) / 2 + 5));
      if (element.hasAttribute("transform")) {
        ring.setAttribute("transform", element.getAttribute("transform"));
      }
      element.parentNode.append(ring);
      marked.push(ring);
    }
  }

  if (model) {
    model.on("change:value", () => {
      value = { ...spec.value, ...model.get("value") };
      draw();
    });
    model.on("change:selection", () => {
      if (chosen !== model.get("selection")) {
        chosen = model.get("selection");
        came = "";
        read();
      }
    });
    model.on("change:position", () => {
      const id = everyStop[model.get("position")] || "";
      if (id !== chosen && (id || everyStop.includes(chosen))) select(id);
    });
    for (const { name: key } of controls) {
      model.on(`change:${key}`, () => {
        const state = model.get(key);
        if (state === undefined || JSON.stringify(state) === JSON.stringify(value[key])) return;
        value = { ...value, [key]: state };
        draw();
        tell({ value });
      });
    }
  }
  draw();
  read();
  // in a frame that scrolls, time begins at its busy end
  if (spec.axis) requestAnimationFrame(() => { frame.scrollLeft = frame.scrollWidth; });
}

// A picture that is held as an image becomes a drawing whose parts can be reached.
function unfold(frame) {
  const image = frame.querySelector("img.sk-still");
  if (!image) return;
  const bytes = Uint8Array.from(atob(image.src.split(",")[1]), (c) => c.charCodeAt(0));
  frame.innerHTML = new TextDecoder().decode(bytes);
}

function gather(frame, rows, members) {
  const parts = [];
  for (const element of frame.querySelectorAll("[data-record], [data-group], [data-when]")) {
    const { record, group, always, when, weigh: how } = element.dataset;
    const row = rows.get(record);
    if ((record && !row) || (group && !members.has(group))) continue;
    const part = { element, record, row, group, always, when, weigh: how,
      on: element.style.display !== "none" };
    if (how) part.shapes = element.querySelectorAll("path, use, text");
    parts.push(part);
  }
  return parts;
}

// Thousands of marks are made invisible rather than taken out: the browser then need not lay them
// out anew when they come back.
function hider(root, frame, parts) {
  if (frame.querySelectorAll(".sk-mark").length < 3000) {
    // a hidden group is laid out nevertheless, unless what it holds is hidden as well
    const hide = (element, gone) => {
      element.style.display = gone ? "none" : "";
      element.classList.toggle("sk-off", gone);
    };
    for (const { element, on } of parts) if (!on) hide(element, true);
    return hide;
  }
  root.classList.add("sk-crowd");
  for (const { element, on } of parts) {
    element.style.display = "";
    if (!on) element.style.visibility = "hidden";
  }
  return (element, gone) => { element.style.visibility = gone ? "hidden" : ""; };
}

// A part of a group shows how many of the group's records are shown.
function weigh(part, n, most) {
  if (part.n === n) return;
  part.n = n;
  const share = Math.sqrt(n / most);
  for (const shape of part.shapes) {
    if (part.weigh === "count") {
      if (shape.tagName === "text") shape.textContent = n;
    } else if (shape.tagName !== "text") {
      if (part.weigh === "width") shape.style.strokeWidth = `${1 + 9 * share}px`;
      else shape.style.fillOpacity = 0.1 + 0.9 * share;
    }
  }
}

const holds = (condition, value) => condition.split(" ").every((term) => {
  const [key, wanted] = term.split("=");
  const state = Array.isArray(value[key]) ? value[key] : [value[key]];
  return wanted.split("|").some((one) => state.map(String).includes(one));
});

const copies = (cell) => [...cell.childNodes].filter((node) => !node.hidden)
  .map((node) => node.cloneNode(true));

// Two pictures on one page may be the same picture, one of them in a hidden tab: its clip paths
// and patterns must not be taken for this one's.
function ownIds(frame, own) {
  for (const element of frame.querySelectorAll("svg *")) {
    for (const attribute of element.attributes) {
      if (attribute.name === "id") attribute.value = own + attribute.value;
      else if (attribute.value.includes("#k")) {
        attribute.value = attribute.value.replace(/(^|url\()#(?=k)/g, `$1#${own}`);
      }
    }
  }
}

function buildSteps(words) {
  const count = make("span", "sk-count");
  count.setAttribute("role", "status");
  const previous = pushButton(`◀ ${words.previous}`, () => {});
  const next = pushButton(`${words.next} ▶`, () => {});
  const steps = make("div", "sk-steps");
  const now = make("div", "sk-now");
  now.setAttribute("aria-hidden", "true"); // the live region says the same
  steps.append(previous, next, count, now);
  return { steps, previous, next, count, now };
}

function buildReading(panel, words) {
  const reading = make("div", "sk-reading");
  reading.tabIndex = 0;
  reading.setAttribute("role", "region");
  reading.setAttribute("aria-label", words.record);
  const said = make("div", "sk-said");
  said.setAttribute("aria-live", "polite");
  panel.append(said, reading);
  return { reading, said };
}

// "a S0.* b c" stands for a, b, c, S0.b and S0.c
function groupsOf(text) {
  const held = [];
  let before = "";
  for (const word of text.split(" ").filter(Boolean)) {
    if (word.endsWith(".*")) before = word.slice(0, -1);
    else held.push(word, ...(before ? [before + word] : []));
  }
  return held;
}

function foldTable(records, words, serial) {
  const table = records.querySelector("table");
  // written once here and not in each of a thousand rows
  for (const link of table.querySelectorAll("a[href]")) {
    Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  }
  table.id = `sk-table-${serial}`;
  const fold = (closed) => {
    table.classList.toggle("sk-closed", closed);
    button.setAttribute("aria-expanded", String(!closed));
    button.textContent = closed ? words.show_table : words.hide_table;
  };
  const button = pushButton("", () => fold(!table.classList.contains("sk-closed")), "sk-fold");
  button.setAttribute("aria-controls", table.id);
  records.prepend(button);
  fold(true);
}

export default {
  initialize({ model }) {
    return adopt(model, enhance);
  },
  render({ model, el }) {
    model.on("msg:custom", (message) => {
      if (!message.page || el.firstChild) return;
      el.innerHTML = message.page;
      enhance(el.querySelector(".sahelkit-explorer"), model);
    });
    model.send({ ask: "page" });
  },
};
