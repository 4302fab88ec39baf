// Brings an explorer's HTML to life: filters, stepping, reading a record. No dependencies.
// In JupyterLab `model` is the widget's model; elsewhere it is undefined and nothing is synced.

function enhance(root, model) {
  if (!root || root.dataset.live) return;
  root.dataset.live = "yes";
  const find = (selector) => root.querySelector(selector);
  const spec = JSON.parse(find(".sahelkit-data").textContent);
  const words = spec.words;
  // counted on the page, since JupyterLab loads this file once for each widget
  const serial = (window.sahelkitCount = (window.sahelkitCount || 0) + 1);
  ownIds(find(".sk-picture"), `sk${serial}-`);
  const rows = new Map();
  const parts = new Map();
  for (const row of root.querySelectorAll("tbody tr")) rows.set(row.dataset.id, row);
  for (const part of root.querySelectorAll("svg [data-record]")) {
    const id = part.dataset.record;
    if (!parts.has(id)) parts.set(id, []);
    parts.get(id).push(part);
  }
  for (const [id, list] of parts) {
    const row = rows.get(id);
    if (!row) continue;
    const tip = document.createElementNS("http://www.w3.org/2000/svg", "title");
    tip.textContent = `${id}: ${row.querySelector("b").textContent} (${row.cells[1].textContent})`;
    list[0].prepend(tip);
  }

  let value = { ...spec.value, ...(model ? model.get("value") : {}) };
  let chosen = (model && model.get("selection")) || "";
  const controls = spec.controls.map((control) => KINDS[control.kind](control, set, serial));
  const bar = find(".sk-controls");
  bar.append(...controls.map((control) => control.element));
  bar.hidden = false;
  const panel = find(".sk-panel");
  panel.hidden = false;
  const { steps, previous, next, count } = buildSteps(words);
  bar.append(steps);
  const reading = buildReading(panel, words);
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  const frame = find(".sk-picture");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", words.picture_keys);
  // where records lie one above the other, each further click reads the next one
  frame.addEventListener("click", (event) => {
    const hits = document.elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest("[data-record]"))
      .filter((part) => part && frame.contains(part))
      .map((part) => part.dataset.record);
    const ids = [...new Set(hits)];
    select(ids[(ids.indexOf(chosen) + 1) % ids.length] || "");
  });
  frame.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    step(way);
  });
  root.addEventListener("keydown", (event) => event.stopPropagation());
  foldTable(find(".sk-records"), words, serial);

  function set(name, state) {
    value = { ...value, [name]: state };
    draw();
    if (model) {
      model.set("value", value);
      model.save_changes();
    }
  }

  function select(id) {
    chosen = id;
    read();
    if (model) {
      model.set("selection", id);
      model.save_changes();
    }
  }

  const visible = () => [...rows.keys()].filter((id) => !rows.get(id).hidden);

  function step(way) {
    const ids = visible();
    if (!ids.length) return;
    const at = ids.indexOf(chosen);
    select(ids[at < 0 ? (way > 0 ? 0 : ids.length - 1) : (at + way + ids.length) % ids.length]);
  }

  function draw() {
    let n = 0;
    for (const [id, row] of rows) {
      const on = controls.every((control) => control.shows(row.dataset, value[control.name]));
      if (on) n += 1;
      if (row.hidden === on) row.hidden = !on;
      for (const part of parts.get(id) || []) part.style.display = on ? "" : "none";
    }
    for (const control of controls) control.update(value[control.name]);
    count.textContent = words.shown.replace("{n}", n).replace("{all}", rows.size);
    if (chosen && rows.has(chosen) && rows.get(chosen).hidden) select("");
    else mark();
  }

  function read() {
    const row = rows.get(chosen);
    reading.replaceChildren();
    root.classList.toggle("sk-idle", !row);
    if (!row) {
      reading.textContent = words.nothing_chosen;
    } else {
      const [id, date, what, sources] = row.cells;
      const head = document.createElement("div");
      head.className = "sk-head";
      head.textContent = [date.textContent, id.textContent].filter(Boolean).join(" · ");
      const body = document.createElement("div");
      body.append(...[...what.childNodes].map((node) => node.cloneNode(true)));
      const label = document.createElement("div");
      label.className = "sk-head";
      label.textContent = words.sources;
      reading.append(head, body, label, sources.querySelector("ul").cloneNode(true));
    }
    mark();
  }

  function mark() {
    root.querySelectorAll(".sk-on").forEach((part) => part.classList.remove("sk-on"));
    root.querySelectorAll(".sk-ring").forEach((ring) => ring.remove());
    for (const part of parts.get(chosen) || []) {
      part.classList.add("sk-on");
      if (!part.querySelector("use:not(.sk-shape)") || root.querySelector(".sk-ring")) continue;
      const box = part.getBBox();
      const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      ring.setAttribute("class", "sk-ring");
      ring.setAttribute("cx", box.x + box.width / 2);
      ring.setAttribute("cy", box.y + box.height / 2);
      ring.setAttribute("r", Math.max(9, Math.min(box.width, box.height) / 2 + 5));
      part.parentNode.append(ring);
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
        read();
      }
    });
  }
  draw();
  read();
}

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

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

function buildSteps(words) {
  const count = make("span", "sk-count");
  count.setAttribute("role", "status");
  const previous = make("button", "", `◀ ${words.previous}`);
  const next = make("button", "", `${words.next} ▶`);
  previous.type = next.type = "button";
  const steps = make("div", "sk-steps");
  steps.append(previous, next, count);
  return { steps, previous, next, count };
}

function buildReading(panel, words) {
  const reading = make("div", "sk-reading");
  reading.setAttribute("aria-live", "polite");
  reading.tabIndex = 0;
  reading.setAttribute("role", "region");
  reading.setAttribute("aria-label", words.record);
  panel.append(reading);
  return reading;
}

function foldTable(records, words, serial) {
  const button = make("button", "sk-fold", words.show_table);
  button.type = "button";
  const table = records.querySelector("table");
  table.id = `sk-table-${serial}`;
  button.setAttribute("aria-controls", table.id);
  const fold = (closed) => {
    table.classList.toggle("sk-closed", closed);
    button.setAttribute("aria-expanded", String(!closed));
    button.textContent = closed ? words.show_table : words.hide_table;
  };
  button.addEventListener("click", () => fold(!table.classList.contains("sk-closed")));
  records.prepend(button);
  fold(true);
}

function slider(label, name, options, listen) {
  const element = make("label", "sk-slider");
  const input = make("input");
  Object.assign(input, { type: "range", min: 0, max: options.length - 1, step: 1, name });
  const output = make("output");
  element.append(make("span", "", label), input, output);
  input.addEventListener("input", () => listen(Number(input.value)));
  const update = (state) => {
    const at = Math.max(0, options.findIndex((option) => option[0] === state));
    input.value = at;
    output.textContent = options[at][1];
    input.setAttribute("aria-valuetext", options[at][1]);
  };
  return { element, input, update };
}

const KINDS = {
  window(control, set) {
    const { options, name } = control;
    const words = control.label.split("|");
    let state = [options[0][0], options[options.length - 1][0]];
    const from = slider(words[0], `${name}-from`, options, (at) => {
      const low = options[at][0];
      set(name, [low, low > state[1] ? low : state[1]]);
    });
    const to = slider(words[1], `${name}-to`, options, (at) => {
      const high = options[at][0];
      set(name, [high < state[0] ? high : state[0], high]);
    });
    const element = make("div", "sk-control");
    element.append(from.element, to.element);
    return {
      name,
      element,
      shows: (row, [low, high]) =>
        (row.start || "") <= `${high}-31` && (row.end || row.start || "") >= `${low}-01`,
      update(next) {
        state = next;
        from.update(next[0]);
        to.update(next[1]);
      },
    };
  },

  day(control, set) {
    const { options, name } = control;
    const element = make("div", "sk-control");
    const one = slider(control.label, name, options, (at) => set(name, options[at][0]));
    const changed = make("div", "sk-changed");
    changed.setAttribute("aria-live", "polite");
    element.append(one.element, changed);
    return {
      name,
      element,
      shows: (row, day) => (row.start || "") <= day && (!row.end || day < row.end),
      update(day) {
        one.update(day);
        changed.textContent = (options.find((option) => option[0] === day) || ["", "", ""])[2];
      },
    };
  },

  set(control, set) {
    const { options, name, field } = control;
    const element = make("fieldset", "sk-control sk-set");
    element.append(make("legend", "", control.label));
    const boxes = options.map(([option, text, colour]) => {
      const label = make("label");
      const box = make("input");
      Object.assign(box, { type: "checkbox", name, value: option });
      const patch = make("span", "sk-patch");
      if (colour) patch.style.background = colour;
      label.append(box, ...(colour ? [patch] : []), text);
      box.addEventListener("change", () =>
        set(name, boxes.filter((b) => b.checked).map((b) => b.value)));
      element.append(label);
      return box;
    });
    return {
      name,
      element,
      shows: (row, state) => state.includes(row[field] || ""),
      update(state) {
        for (const box of boxes) box.checked = state.includes(box.value);
      },
    };
  },
};

export default {
  render({ model, el }) {
    el.innerHTML = model.get("html");
    enhance(el.querySelector(".sahelkit-explorer"), model);
  },
};
