// The native form controls of an explorer. Each kind gives an object with
//   element   what stands on the page (or nothing), `place` says where: "bar" or "below"
//   shows     whether a row is shown in a state (or nothing, where it shows all)
//   update    takes over a state
//   read      what it adds beneath the record that is being read (or nothing)

// `stops` gives the options at which the slider stops in a state, where they are not all
function slider(label, name, options, listen, stops = () => options) {
  const element = make("label", "sk-slider");
  const input = make("input");
  Object.assign(input, { type: "range", min: 0, max: options.length - 1, step: 1, name });
  const output = make("output");
  element.append(make("span", "", label), input, output);
  let now = options;
  input.addEventListener("input", () => listen(options.indexOf(now[Number(input.value)])));
  const update = (state) => {
    now = stops(state);
    const at = Math.max(0, now.findIndex((option) => option[0] === state));
    input.max = now.length - 1;
    input.value = at;
    output.textContent = now[at][1];
    input.setAttribute("aria-valuetext", now[at][1]);
  };
  return { element, input, update };
}

const KINDS = {
  window({ options, name, label }, { set }) {
    const words = label.split("|");
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

  // while another control does not show what happened in between, there are fewer stops; the day
  // that is shown is always one
  day({ options, name, label, data = {} }, api) {
    const { set } = api;
    const element = make("div", "sk-control");
    const [other, shown] = data.unless || [];
    const stops = (day) => (!other || api.value[other].includes(shown) ? options
      : options.filter((option) => option[0] === day || data.few.includes(option[0])));
    const one = slider(label, name, options, (at) => set(name, options[at][0]), stops);
    const changed = make("div", "sk-changed");
    changed.setAttribute("aria-live", "polite");
    element.append(one.element, changed);
    const texts = new Map(options.map((option) => [option[0], option[2]]));
    return {
      element,
      shows: (row, day) => (row.start || "") <= day && (!row.end || day < row.end),
      update(day) {
        one.update(day);
        changed.textContent = texts.get(day) || "";
      },
    };
  },

  until({ options, name, label }, { set }) {
    const element = make("div", "sk-control");
    const one = slider(label, name, options, (at) => set(name, options[at][0]));
    element.append(one.element);
    return {
      element,
      shows: (row, month) => (row.start || "") <= `${month}-31`,
      update: one.update,
    };
  },

  set({ options, name, label, field }, { set }) {
    const element = make("fieldset", "sk-control sk-set");
    element.append(make("legend", "", label));
    const boxes = options.map((option) => tick("checkbox", name, option, element, () =>
      set(name, boxes.filter((b) => b.checked).map((b) => b.value))));
    return {
      element,
      shows: field && ((row, state) => tokens(row[field]).some((one) => state.includes(one))),
      update(state) {
        for (const box of boxes) box.checked = state.includes(box.value);
      },
    };
  },

  // a few choices are radio buttons, many are a list
  choice({ options, name, label, field }, { set, serial }) {
    const shows = field && ((row, state) => tokens(row[field]).includes(state));
    if (options.length > 5) {
      const element = make("label", "sk-control sk-choice");
      const list = make("select");
      list.name = name;
      for (const [value, text] of options) list.append(new Option(text, value));
      list.addEventListener("change", () => set(name, list.value));
      element.append(make("span", "", label), list);
      return { element, shows, update(state) { if (list.value !== state) list.value = state; } };
    }
    const element = make("fieldset", "sk-control sk-set");
    element.append(make("legend", "", label));
    const dots = options.map((option) => tick("radio", `${name}-${serial}`, option, element,
      () => set(name, option[0])));
    return {
      element,
      shows,
      update(state) {
        for (const dot of dots) dot.checked = dot.value === state;
      },
    };
  },

  toggle({ name, label }, { set }) {
    const element = make("div", "sk-control sk-set");
    const box = tick("checkbox", name, ["on", label], element, () => set(name, box.checked));
    return { element, update(state) { box.checked = state; } };
  },
};

// an attribute may hold several values, divided by spaces
const tokens = (text = "") => [text, ...text.split(" ")];

function tick(type, name, [value, text, colour], place, listen) {
  const label = make("label");
  const box = make("input");
  Object.assign(box, { type, name, value });
  const patch = make("span", "sk-patch");
  if (colour) patch.style.background = colour;
  label.append(box, ...(colour ? [patch] : []), text);
  box.addEventListener("change", listen);
  place.append(label);
  return box;
}
