// The form of each kind of question, of native controls. Each gives an object with
//   element   what stands on the page
//   read      the answer, as sahelkit.study.check takes it; null for none
//   fill      takes over an answer that was given earlier; null empties the form
//   tokens    the tokens of an answer (cases.py), the most telling first; or a word of complaint
//   needs     what is said where there is no answer

const FORMS = {};
const byKey = (plain, selector) => [...plain.querySelectorAll(selector)];

// radio buttons or check boxes, one below the other
function ticks(type, name, items, changed) {
  return items.map(({ key, node }) => {
    const label = make("label", "sk-q-choice");
    const box = make("input");
    Object.assign(box, { type, name, value: key });
    const text = make("span");
    text.append(...[...node.childNodes].map((child) => child.cloneNode(true)));
    label.append(box, text);
    box.addEventListener("change", changed);
    return { label, box, key };
  });
}

function optionsOf(plain) {
  return byKey(plain, ".sk-q-options > li").map((node) => ({ key: node.dataset.key, node }));
}

FORMS.choice = function ({ plain, name, changed }) {
  const all = ticks("radio", name, optionsOf(plain), changed);
  const element = make("div", "sk-q-choices");
  element.append(...all.map(({ label }) => label));
  return {
    element,
    needs: "need_one",
    read: () => (all.find(({ box }) => box.checked) || { key: null }).key,
    fill: (answer) => all.forEach(({ box, key }) => { box.checked = key === answer; }),
    tokens: (answer) => [answer],
  };
};
FORMS.source = FORMS.choice;

FORMS.choices = function ({ plain, name, changed }) {
  const all = ticks("checkbox", name, optionsOf(plain), changed);
  const element = make("div", "sk-q-choices");
  element.append(...all.map(({ label }) => label));
  return {
    element,
    needs: "need_one",
    read() {
      const on = all.filter(({ box }) => box.checked).map(({ key }) => key);
      return on.length ? on : null;
    },
    fill: (answer) => all.forEach(({ box, key }) => { box.checked = (answer || []).includes(key); }),
    tokens: (answer) => [answer.join(" "), ...answer.map((key) => `+${key}`),
      ...all.filter(({ key }) => !answer.includes(key)).map(({ key }) => `-${key}`)],
  };
};

FORMS.confidence = function (api) {
  const { plain, words, name, changed } = api;
  const first = FORMS.choice(api);
  const set = make("fieldset", "sk-q-sure");
  set.lang = plain.parentNode.lang;
  set.append(make("legend", "", words.sure));
  const levels = ticks("radio", `${name}-sure`, ["low", "moderate", "high"].map((key) =>
    ({ key, node: make("span", "", words[key]) })), changed);
  set.append(...levels.map(({ label }) => label));
  const element = make("div");
  element.append(first.element, set);
  const level = () => (levels.find(({ box }) => box.checked) || { key: null }).key;
  return {
    element,
    get needs() { return first.read() ? "need_sure" : "need_one"; },
    read: () => (first.read() && level() ? [first.read(), level()] : null),
    fill(answer) {
      const [key, sure] = answer || [];
      first.fill(key);
      levels.forEach(({ box, key: one }) => { box.checked = one === sure; });
    },
    tokens: (answer) => [answer.join(" ")],
  };
};

FORMS.order = function ({ plain, words, changed, say }) {
  const element = make("ol", "sk-q-order");
  const start = byKey(plain, ".sk-q-items > li");
  let moved = false;
  const rows = start.map((node) => {
    const row = make("li");
    const text = node.textContent;
    const button = (sign, key, way) => {
      const one = pushButton(sign, () => move(row, way, one), "sk-q-move");
      one.setAttribute("aria-label", words[key].replace("{item}", text));
      return one;
    };
    const up = button("▲", "up", -1);
    const down = button("▼", "down", 1);
    row.append(up, down, make("span", "", text));
    row.addEventListener("keydown", (event) => {
      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      move(row, way, event.target);
    });
    return Object.assign(row, { key: node.dataset.key, up, down, text });
  });

  function move(row, way, button) {
    const all = [...element.children];
    const other = all[all.indexOf(row) + way];
    if (!other) return;
    if (way < 0) other.before(row);
    else other.after(row);
    moved = true;
    ends();
    button.focus();
    changed();
    const at = [...element.children].indexOf(row) + 1;
    say(words.at.replace("{item}", row.text).replace("{n}", at).replace("{all}", all.length));
  }

  function ends() {
    const all = [...element.children];
    all.forEach((row, n) => {
      row.up.setAttribute("aria-disabled", String(n === 0));
      row.down.setAttribute("aria-disabled", String(n === all.length - 1));
    });
  }

  const put = (list) => {
    element.replaceChildren(...list);
    ends();
  };
  put(rows);
  return {
    element,
    needs: "need_order",
    read: () => (moved ? [...element.children].map((row) => row.text) : null),
    fill(answer) {
      const found = (answer || []).map((text) => rows.find((row) => row.text === text));
      moved = found.length === rows.length && found.every(Boolean);
      put(moved ? found : rows);
    },
    tokens() {
      const keys = [...element.children].map((row) => row.key);
      return [keys.join(">"), ...keys.slice(1).map((key, n) => `${keys[n]}>${key}`)];
    },
  };
};

FORMS.match = function ({ plain, name, words, changed }) {
  const element = make("div", "sk-q-match");
  const sides = byKey(plain, "[data-side]").map((node) => node.textContent);
  const all = byKey(plain, ".sk-q-items > li").map((node) => {
    const label = make("label", "sk-q-pair");
    const list = make("select");
    list.name = `${name}-${node.dataset.key}`;
    list.append(new Option(`– ${words.choose} –`, ""), ...sides.map((text, n) => new Option(text, n)));
    list.addEventListener("change", changed);
    label.append(make("span", "", node.textContent), list);
    element.append(label);
    return { list, key: node.dataset.key, text: node.textContent };
  });
  return {
    element,
    needs: "need_match",
    read() {
      const set = all.filter(({ list }) => list.value !== "");
      return set.length ? Object.fromEntries(set.map(({ text, list }) => [text, sides[list.value]])) : null;
    },
    fill: (answer) => all.forEach(({ list, text }) => {
      const at = sides.indexOf((answer || {})[text]);
      list.value = at < 0 ? "" : at;
    }),
    tokens() {
      const set = all.filter(({ list }) => list.value !== "").map(({ key, list }) => `${key}=${list.value}`);
      return [set.join(" "), ...set, "?"];
    },
  };
};

FORMS.number = function ({ spec, name, words, changed }) {
  const element = make("label", "sk-q-line");
  const input = make("input");
  Object.assign(input, { type: "text", name, inputMode: "decimal", autocomplete: "off", size: 14 });
  input.addEventListener("input", changed);
  element.append(make("span", "", words.number), input, make("span", "", spec.unit));
  return {
    element,
    needs: "need_number",
    read: () => input.value.trim() || null,
    fill: (answer) => { input.value = answer === null ? "" : answer; },
    tokens(answer) {
      const number = numberIn(answer);
      if (number === null) return "digits";
      const [origin, step] = spec.grid;
      if (!step) return [`n${Number(number.toPrecision(10))}`];
      const at = (number - origin) / step;
      const near = Math.round(at);
      return Math.abs(at - near) < 1e-9 ? [`g${near}`, `g${near - 1}`] : [`g${Math.floor(at)}`];
    },
  };
};

// As answers.py reads a number: 5000, 5,000, 5 000, 12.5, 12,5 %
function numberIn(text) {
  const close = text.replace(/[−–]/g, "-").replace(/(\d)[\s'’_]+(?=\d{3}(?!\d))/g, "$1");
  const found = close.match(/[+-]?\d[\d.,]*/g) || [];
  if (found.length !== 1) return null;
  let digits = found[0].replace(/[.,]+$/, "");
  if (digits.includes(".") && digits.includes(",")) {
    const point = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
    digits = `${digits.slice(0, point).replace(/[.,]/g, "")}.${digits.slice(point + 1)}`;
  } else if (/^[+-]?(\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3}){2,})$/.test(digits)) {
    digits = digits.replace(/[.,]/g, "");
  } else {
    digits = digits.replace(/,/g, ".");
  }
  const number = Number(digits);
  return Number.isFinite(number) ? number : null;
}

FORMS.date = function ({ spec, name, words, changed }) {
  const element = make("div", "sk-q-date");
  const field = (text, input) => {
    const label = make("label", "sk-q-line");
    input.addEventListener("input", changed);
    label.append(make("span", "", text), input);
    element.append(label);
    return input;
  };
  const number = (part, size) => Object.assign(make("input"),
    { type: "text", name: `${name}-${part}`, inputMode: "numeric", maxLength: size, size: size + 1,
      autocomplete: "off" });
  const day = field(words.day, number("day", 2));
  const list = make("select");
  list.name = `${name}-month`;
  list.append(new Option("–", ""), ...spec.months.map((text, n) => new Option(text, n + 1)));
  const month = field(words.month, list);
  const year = field(words.year, number("year", 4));
  const two = (value) => String(value).padStart(2, "0");
  return {
    element,
    needs: "need_date",
    read() {
      if (!year.value.trim()) return null;
      const parts = [year.value.trim()];
      if (month.value) parts.push(two(month.value));
      if (month.value && day.value.trim()) parts.push(two(day.value.trim()));
      return parts.join("-");
    },
    fill(answer) {
      const [y = "", m = "", d = ""] = (answer || "").split("-");
      year.value = y;
      month.value = m ? Number(m) : "";
      day.value = d ? Number(d) : "";
    },
    tokens(answer) {
      if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(answer) || (day.value.trim() && !month.value)) {
        return "no_such_day";
      }
      const [y, m = 1, d = 1] = answer.split("-").map(Number);
      const real = new Date(Date.UTC(2000, m - 1, d));
      real.setUTCFullYear(y, m - 1, d);
      if (real.getUTCMonth() !== m - 1 || real.getUTCDate() !== d || y < 1) return "no_such_day";
      return [answer, ...[7, 4].filter((n) => answer.length > n).map((n) => `${answer.slice(0, n)}<`)];
    },
  };
};

FORMS.text = function ({ name, words, changed }) {
  const element = make("label", "sk-q-text");
  const area = make("textarea");
  Object.assign(area, { name, rows: 6 });
  area.addEventListener("input", changed);
  element.append(make("span", "", words.text), area);
  return {
    element,
    needs: "need_text",
    read: () => area.value.trim() || null,
    fill: (answer) => { area.value = answer || ""; },
    tokens: () => [],
  };
};
