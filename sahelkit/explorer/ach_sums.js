// An analysis of competing hypotheses: the sums, and the files to keep and pass on. They are the
// same as in sahelkit/ledger/ach.py and sahelkit/explorer/ach.py; a test holds them together.
const ACH_RATINGS = ["CC", "C", "N", "I", "II"];
const ACH_POINTS = { I: 1, II: 2 }; // what fits counts nothing: it may fit every other answer
const ACH_OWN = ["own-1", "own-2", "own-3"];
const ACH_LONGEST = 300;

const achSpaced = (text) => text.trim().split(/\s+/).join(" ");
const achColumns = (data, own) => [...data.hypotheses.map(([id]) => id), ...own.map((h) => h.id)];
const achShort = (value) => {
  const text = (typeof value === "string" ? value : JSON.stringify(value)) || "–";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

// Hypotheses by identifier: letter and statement. Those of one's own keep their letter.
function achNames(data, own) {
  const letter = (n) => String.fromCharCode(65 + n);
  const names = new Map(data.hypotheses.map(([id, statement], n) =>
    [id, { letter: letter(n), statement }]));
  for (const { id, statement } of own) {
    names.set(id, { letter: letter(data.hypotheses.length + ACH_OWN.indexOf(id)), statement });
  }
  return names;
}

function* achRated(data, { ratings, own }, dropped) {
  const out = dropped && data.sources[dropped].key;
  for (const [item, , source] of data.items) {
    const { key, origin } = data.sources[source];
    if (out && (key === out || origin === out)) continue;
    for (const name of achColumns(data, own)) {
      const rating = ratings[`${item}|${name}`];
      if (rating) yield [source, name, rating];
    }
  }
}

// Hypothesis to weighted inconsistency; empty if nothing is rated.
function achScores(data, work, dropped = "") {
  const totals = new Map(achColumns(data, work.own).map((name) => [name, 0]));
  let rated = false;
  for (const [source, name, rating] of achRated(data, work, dropped)) {
    rated = true;
    const more = data.sources[source].weight * (ACH_POINTS[rating] || 0);
    totals.set(name, Math.round((totals.get(name) + more) * 1e6) / 1e6);
  }
  return rated ? totals : new Map();
}

function achLeading(scores) {
  const least = Math.min(...scores.values());
  return [...scores].filter(([, score]) => score === least).map(([name]) => name);
}

// Where a hypothesis is rejected on fewer voices than it seems: [kind, hypothesis, sources].
function achAlarms(data, work, dropped = "") {
  const lead = achLeading(achScores(data, work, dropped));
  const against = new Map(achColumns(data, work.own).filter((name) => !lead.includes(name))
    .map((name) => [name, []]));
  for (const [source, name, rating] of achRated(data, work, dropped)) {
    if (ACH_POINTS[rating] && against.has(name)) against.get(name).push(source);
  }
  const found = [];
  for (const [name, sources] of against) {
    if (new Set(sources).size === 1) found.push(["single", name, [sources[0]]]);
    const origins = new Map();
    for (const source of sources) {
      const { origin } = data.sources[source];
      origins.set(origin, [...(origins.get(origin) || []), source]);
    }
    for (const shared of origins.values()) {
      if (shared.length > 1) found.push(["origin", name, [...new Set(shared)]]);
    }
  }
  return found;
}

// Cells that two people rated: how many, how many alike, and where they differ. Hypotheses of
// one's own are the same if their words are.
function achCompared(data, work, other) {
  const twin = new Map(data.hypotheses.map(([id]) => [id, id]));
  for (const mine of work.own) {
    const same = other.own.find((theirs) => theirs.statement === mine.statement);
    if (same) twin.set(mine.id, same.id);
  }
  const found = { both: 0, alike: 0, differ: [] };
  for (const [item] of data.items) {
    for (const [name, theirs] of twin) {
      const pair = [work.ratings[`${item}|${name}`], other.ratings[`${item}|${theirs}`]];
      if (!pair[0] || !pair[1]) continue;
      found.both += 1;
      if (pair[0] === pair[1]) found.alike += 1;
      else found.differ.push([item, name, ...pair]);
    }
  }
  return found;
}

// A fault in a file: a key of words, and what to put into them.
class AchFault extends Error {
  constructor(key, blanks = {}) {
    super(key);
    Object.assign(this, { key, blanks });
  }
}

const achIsObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function achIsText(value) {
  if (typeof value !== "string" || !value.trim()) return false;
  try {
    encodeURIComponent(value); // refuses half a letter
  } catch {
    return false;
  }
  return [...achSpaced(value)].length <= ACH_LONGEST;
}

// Takes over ratings and own hypotheses. If strict, the whole is refused for one fault, else what
// is not understood is left out.
function achCheck(given, data, strict = true) {
  const fault = (where, value) => {
    if (strict) throw new AchFault("bad_value", { where: achShort(where), value: achShort(value) });
  };
  const { ratings = {}, own = [], dropped = "" } = given;
  const statements = new Map();
  if (!Array.isArray(own) || own.length > ACH_OWN.length) fault("own", own);
  for (const one of Array.isArray(own) ? own : []) {
    const { id, statement } = achIsObject(one) ? one : {};
    if (!ACH_OWN.includes(id) || statements.has(id)) fault("own", id);
    else if (!achIsText(statement)) fault(id, statement);
    else statements.set(id, achSpaced(statement));
  }
  const kept = ACH_OWN.filter((id) => statements.has(id))
    .map((id) => ({ id, statement: statements.get(id) }));
  const cells = data.items.flatMap(([item]) =>
    achColumns(data, kept).map((name) => `${item}|${name}`));
  if (!achIsObject(ratings)) fault("ratings", ratings);
  for (const [cell, rating] of Object.entries(achIsObject(ratings) ? ratings : {})) {
    if (!cells.includes(cell)) fault("ratings", cell);
    else if (!ACH_RATINGS.includes(rating)) fault(cell, rating);
  }
  const fine = cells.filter((cell) => achIsObject(ratings) && Object.hasOwn(ratings, cell)
    && ACH_RATINGS.includes(ratings[cell]));
  const known = dropped === "" || Object.hasOwn(data.sources, dropped);
  if (!known) fault("dropped", dropped);
  return {
    ratings: Object.fromEntries(fine.map((cell) => [cell, ratings[cell]])),
    own: kept,
    dropped: known ? dropped : "",
  };
}

function achRead(text, data) {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const fenced = [...plain.matchAll(/^```json\n([\s\S]*?)^```\s*$/gm)].pop();
  let found;
  try {
    found = JSON.parse(fenced ? fenced[1] : plain);
  } catch {
    throw new AchFault("bad_json");
  }
  if (!achIsObject(found) || found.sahelkit !== "hypotheses" || found.version !== 1) {
    throw new AchFault("bad_kind");
  }
  if (found.question !== data.question) {
    throw new AchFault("bad_question", { found: achShort(found.question), wanted: data.question });
  }
  return achCheck(found, data);
}

function achJson({ question, asked }, { own, ratings, dropped }) {
  const kept = { sahelkit: "hypotheses", version: 1, question, asked, own, ratings, dropped };
  return `${JSON.stringify(kept, null, 1)}\n`;
}

function achMarkdown(data, work, say) {
  const plain = (text) => achSpaced(text).replace(/([\\`*_{}[\]<>#|~$])/g, "\\$1");
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const named = (id) => `${plain(data.sources[id].name)} (${id})`;
  const names = achNames(data, work.own);
  const letters = [...names.values()].map((h) => h.letter);
  const scores = achScores(data, work, work.dropped);
  const lines = [`# ${plain(data.asked)} (${data.question})`, ""];
  for (const { letter, statement } of names.values()) lines.push(`- ${letter}: ${plain(statement)}`);
  lines.push("", line([...["record", "item", "source", "grade"].map((key) => say(key)), ...letters]),
    line(["---", "---", "---", "---", ...letters.map(() => "---")]));
  for (const [item, statement, source] of data.items) {
    lines.push(line([item, plain(statement), named(source), data.sources[source].grade,
      ...[...names.keys()].map((name) => work.ratings[`${item}|${name}`] || "")]));
  }
  lines.push("", `## ${say("score")}`, "");
  for (const [name, score] of scores) {
    lines.push(`- ${names.get(name).letter}: ${achNumber(score, say)}`);
  }
  lines.push("", achVerdict(achLeading(scores), names, say));
  if (work.dropped) lines.push("", say("without", { source: named(work.dropped) }));
  return [...lines, "", "```json", `${achJson(data, work)}\`\`\``, ""].join("\n");
}

const achNumber = (score, say) => score.toFixed(1).replace(".", say("point"));

function achVerdict(lead, names, say) {
  const key = !lead.length ? "unrated" : lead.length > 1 ? "level" : "leads";
  return say(key, { names: lead.map((name) => names.get(name).letter).join(", ") });
}
