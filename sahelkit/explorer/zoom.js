// Zooming an axis of time to the chosen window: marks and labels move and keep their size, bars
// are drawn out, ticks are drawn anew. Where the picture has no titles, they are added beside
// the marks that have room for one. Nothing to do without an axis.

const DRAWING = "http://www.w3.org/2000/svg";
const DAY = 864e5;
const FEW = 300; // shown records up to which titles are tried without zoom
const LETTERS = { size: 10.5, least: 14, most: 60 };
const NARROW = 55; // room in which no title is tried, in units of the drawing
const AWAY = 4; // from a mark to its title
const HALF = 7; // what a mark takes to each side of its middle
const TICKS = 8;

const drawing = (tag, attributes) => {
  const element = document.createElementNS(DRAWING, tag);
  for (const [key, text] of Object.entries(attributes)) element.setAttribute(key, text);
  return element;
};

function zoomer({ spec, frame, rows, parts, root }) {
  const svg = frame.querySelector("svg");
  if (!spec.axis || !svg) return null;
  const width = svg.viewBox.baseVal.width;
  const left = spec.axis.left * width;
  const right = spec.axis.right * width;
  const first = Date.parse(spec.axis.first);
  const unit = (right - left) / (Date.parse(spec.axis.last) - first);
  const window_ = spec.controls.find((control) => control.kind === "window");
  const axis = svg.querySelector(".sk-axis");
  const bare = !svg.querySelector("[data-record] text");
  const ticks = axis && tickWriter(axis, width, left, right, root.lang || spec.lang);
  const titles = titleWriter(svg, axis, left, right);
  const same = { scale: 1, shift: 0, stamp: "" };

  function lens(value) {
    if (!value.zoom || !window_) return same;
    const [low, high] = value[window_.name];
    const [year, month] = high.split("-").map(Number);
    let start = Date.parse(`${low}-01`);
    let end = Date.UTC(year, month, 0);
    const room = Math.max(end - start, 30 * DAY) * 0.02;
    start -= room;
    end += room;
    const scale = (right - left) / ((end - start) * unit);
    if (scale < 1.05) return same; // all is in the window
    const shift = left - scale * (left + (start - first) * unit);
    return { scale, shift, start, end, stamp: `${scale} ${shift}` };
  }

  return {
    update(value) {
      const view = lens(value);
      const shown = [...rows.values()].filter((row) => row.shown);
      const wanted = view !== same || (bare && shown.length <= FEW);
      const places = [];
      for (const row of shown) {
        const own = parts.get(row.id);
        if (!own || (!wanted && (own.stamp || "") === view.stamp)) continue;
        places.push({ row, ...move(own, view) });
      }
      if (axis) axis.style.display = view === same ? "" : "none";
      if (ticks) ticks(view === same ? null : view);
      titles(wanted && (bare || view !== same) ? places : []);
    },
  };

  // Moves the parts of a record; returns what they take up: left and right end, and height.
  function move(own, { scale, shift, stamp }) {
    own.shapes ||= own.map(shapeOf);
    const fit = (x) => Math.min(Math.max(scale * x + shift, left), right);
    const bar = own.shapes.find((one) => one.kind === "bar");
    const ends = bar && [fit(bar.low), fit(bar.high)];
    const place = { low: Infinity, high: -Infinity, y: 0 };
    const take = (low, high, y) => {
      place.low = Math.min(place.low, low);
      place.high = Math.max(place.high, high);
      place.y = y;
    };
    own.forEach((part, number) => {
      const one = own.shapes[number];
      let how = "";
      if (one.kind === "bar") {
        const by = one.high > one.low ? (fit(one.high) - fit(one.low)) / (one.high - one.low) : 1;
        how = `matrix(${by} 0 0 1 ${fit(one.low) - by * one.low} 0)`;
        take(fit(one.low), fit(one.high), one.y);
      } else if (one.kind === "mark") {
        const x = ends ? (ends[0] + ends[1]) / 2 : fit(one.x);
        how = `translate(${x - one.x} 0)`;
        take(x - HALF, x + HALF, one.y);
      } else if (one.kind === "text") {
        one.text.style.display = stamp ? "none" : "";
        return;
      }
      if ((own.stamp || "") === stamp) return;
      if (stamp) part.element.setAttribute("transform", how);
      else part.element.removeAttribute("transform");
    });
    own.stamp = stamp;
    return place;
  }
}

// Where a part of the picture stands, read once from its attributes (that needs no layout).
function shapeOf({ element }) {
  const mark = element.querySelector("use:not(.sk-shape)");
  if (mark) {
    const [x, y] = ["x", "y"].map((side) => Number(mark.getAttribute(side)));
    return { kind: "mark", x, y };
  }
  const text = element.querySelector("text");
  if (text) return { kind: "text", text };
  const path = element.matches("path") ? element : element.querySelector("path");
  if (!path) return {};
  const numbers = path.getAttribute("d").match(/-?\d*\.?\d+/g).map(Number);
  const xs = numbers.filter((_, n) => n % 2 === 0);
  const ys = numbers.filter((_, n) => n % 2);
  const low = Math.min(...xs);
  const high = Math.max(...xs);
  const y = (Math.min(...ys) + Math.max(...ys)) / 2;
  return element.matches(".sk-mark") ? { kind: "mark", x: (low + high) / 2, y }
    : { kind: "bar", low, high, y };
}

// Writes short titles beside the marks of a row as far as there is room.
function titleWriter(svg, axis, left, right) {
  const family = svg.getAttribute("font-family");
  const layer = drawing("g", { class: "sk-titles", fill: "#1d2733",
    "font-family": family || "sans-serif", "font-size": LETTERS.size });
  svg.append(layer);
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const measure = (text) => {
    pen.font = `${LETTERS.size}px ${family || "sans-serif"}`;
    if (!widths.has(text)) widths.set(text, pen.measureText(text).width);
    return widths.get(text);
  };
  const cut = (text, room) => {
    if (text.length <= LETTERS.most && measure(text) <= room) return text;
    const letters = Math.min(LETTERS.most, Math.floor((text.length * room) / measure(text)));
    let short = text.slice(0, letters);
    do {
      short = short.replace(/[\s,;:–’-]*\S*$/, "");
    } while (short && measure(`${short}…`) > room);
    return short.length < LETTERS.least ? "" : `${short}…`;
  };
  return (places) => {
    layer.replaceChildren();
    const lines = new Map();
    for (const place of places) {
      if (place.low > place.high) continue;
      const key = Math.round(place.y * 2);
      if (!lines.has(key)) lines.set(key, []);
      lines.get(key).push(place);
    }
    for (const line of lines.values()) {
      line.sort((a, b) => a.low - b.low);
      let taken = left;
      line.forEach((place, n) => {
        const next = n + 1 < line.length ? line[n + 1].low : right;
        const rooms = [place.high < taken ? 0 : next - place.high, place.low - taken]
          .map((room) => Math.max(0, room - 2 * AWAY));
        taken = Math.max(taken, place.high);
        if (Math.max(...rooms) < NARROW) return;
        place.title ||= place.row.element.querySelector("b").textContent;
        const texts = rooms.map((room) => (room < NARROW ? "" : cut(place.title, room)));
        const way = texts[1].length > texts[0].length ? 1 : 0;
        if (!texts[way]) return;
        const label = drawing("text", { x: way ? place.low - AWAY : place.high + AWAY,
          y: place.y + LETTERS.size * 0.35, "text-anchor": way ? "end" : "start",
          "data-record": place.row.id });
        label.textContent = texts[way];
        layer.append(label);
        if (!way) taken = place.high + AWAY + measure(texts[0]);
      });
    }
  };
}

// Draws ticks for a window like those that the picture had.
function tickWriter(axis, width, left, right, lang) {
  const line = [...axis.querySelectorAll("path")].find((path) => !path.closest("defs"));
  const dash = axis.querySelector("use");
  const text = axis.querySelector("text");
  const layer = drawing("g", { class: "sk-ticks" });
  axis.before(layer);
  if (!text) return null;
  const ends = line ? line.getAttribute("d").match(/-?\d*\.?\d+/g).map(Number) : [];
  const pen = document.createElement("canvas").getContext("2d");
  const family = text.ownerSVGElement.getAttribute("font-family") || "sans-serif";
  pen.font = `${text.style.fontSize || "12px"} ${family}`;
  const fine = { timeZone: "UTC", year: "numeric" };
  const forms = [{}, { month: "short" }, { month: "short", day: "numeric" }].map((more) =>
    new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...fine, ...more }));
  let last = "";

  function choose({ start, end }) {
    for (const [days, form] of tickDays(start, end)) {
      const labels = days.map((day) => forms[form].format(day));
      const widest = Math.max(0, ...labels.map((label) => pen.measureText(label).width));
      const room = ((right - left) / (end - start)) * (days[1] - days[0]);
      if (days.length <= TICKS && !(room < widest + 10)) return [days, labels];
    }
    return [[], []];
  }

  return (view) => {
    if ((view ? view.stamp : "") === last) return;
    last = view ? view.stamp : "";
    layer.replaceChildren();
    if (!view) return;
    const [days, labels] = choose(view);
    days.forEach((day, number) => {
      const x = left + ((day - view.start) / (view.end - view.start)) * (right - left);
      if (line) {
        const grid = line.cloneNode();
        grid.removeAttribute("clip-path");
        grid.setAttribute("d", `M ${x} ${ends[1]} L ${x} ${ends[3]}`);
        layer.append(grid);
      }
      if (dash) {
        const tick = dash.cloneNode();
        tick.setAttribute("x", x);
        layer.append(tick);
      }
      const label = text.cloneNode();
      const half = pen.measureText(labels[number]).width / 2;
      label.removeAttribute("transform");
      label.setAttribute("x", Math.min(x, width - half));
      label.textContent = labels[number];
      layer.append(label);
    });
  };
}

// Days for ticks within a window, from the finest steps to the coarsest, each with the form of
// its labels: 2 for days, 1 for months, 0 for years.
function* tickDays(start, end) {
  const from = new Date(start);
  const within = (days) => days.filter((day) => day >= start && day <= end);
  const months = Math.ceil((end - start) / (28 * DAY)) + 2;
  const month = (n) => Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1);
  const starts = Array.from({ length: months }, (_, n) => month(n));
  if (months < 16) {
    const every = (days) => within(starts.flatMap((one) => days.map((day) => one + (day - 1) * DAY)));
    yield [every(Array.from({ length: 28 }, (_, n) => n + 1)), 2];
    yield [every([1, 5, 9, 13, 17, 21, 25]), 2];
    yield [every([1, 8, 15, 22]), 2];
    yield [every([1, 15]), 2];
  }
  for (const step of [1, 2, 3, 6]) {
    yield [within(starts.filter((one) => new Date(one).getUTCMonth() % step === 0)), 1];
  }
  for (const step of [1, 2, 5, 10, 20, 50]) {
    yield [within(starts.filter((one) => new Date(one).getUTCMonth() === 0
      && new Date(one).getUTCFullYear() % step === 0)), 0];
  }
}
