// Puts ratings into the cells of the picture, and further columns for own hypotheses beside it.
function achDraw({ data, work, frame, parts, names, difference }) {
  const svg = frame.querySelector("svg");
  svg.querySelectorAll(".sk-ach-drawn").forEach((one) => one.remove());
  const differ = new Map((difference ? difference.differ : []).map((d) => [`${d[0]}|${d[1]}`, d[3]]));
  const out = work.dropped && data.sources[work.dropped].key;
  const place = (x, y, text, into, className) => {
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "text");
    mark.setAttribute("class", `sk-ach-drawn ${className}`);
    mark.setAttribute("x", x);
    mark.setAttribute("y", y);
    mark.textContent = text;
    into.append(mark);
  };
  svg.dataset.box ||= svg.getAttribute("viewBox");
  const box = svg.dataset.box.split(" ").map(Number);
  const most = Math.round(box[2] / 6.55); // letters of a line
  const first = parts.get("own-1") || [];
  const head = first.map((part) => part.element.querySelector("text")).find((text) =>
    text && text.textContent.includes("__")) || svg.querySelector(".sk-ach-line");
  if (head) {
    head.classList.add("sk-ach-line");
    head.dataset.blank ||= head.textContent;
    const said = work.own.map(({ id, statement }, n) =>
      (n || id !== "own-1" ? `${names.get(id).letter}  ` : "") + statement).join("   ");
    head.textContent = !said ? head.dataset.blank : said.length > most ? `${said.slice(0, most - 1)}…` : said;
  }
  const columns = [...data.hypotheses.map(([id]) => id), ...ACH_OWN];
  let wide = 0;
  for (const [item, , source] of data.items) {
    const { key, origin } = data.sources[source];
    const row = parts.get(item) || [];
    const gone = Boolean(out) && (key === out || origin === out);
    for (const part of row) part.element.classList.toggle("sk-ach-gone", gone);
    for (const name of columns) {
      const number = Math.max(0, ACH_OWN.indexOf(name));
      if (number && !names.has(name)) continue;
      let cell = row.find((part) => part.group === `${item}.${number ? "own-1" : name}`)?.element;
      if (!cell) continue;
      const path = cell.querySelector("path");
      const numbers = path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
      const [xs, ys] = [0, 1].map((odd) => numbers.filter((_, n) => n % 2 === odd));
      const width = Math.max(...xs) - Math.min(...xs);
      if (number) {
        cell = cell.cloneNode(true);
        cell.querySelectorAll("text").forEach((text) => text.remove());
        cell.removeAttribute("data-group");
        cell.setAttribute("class", "sk-ach-drawn");
        cell.setAttribute("transform", `translate(${width * number} 0)`);
        svg.append(cell);
        if (item === data.items[0][0]) {
          place((Math.min(...xs) + Math.max(...xs)) / 2 + width * number, Math.min(...ys) - 11.4,
            names.get(name).letter, svg, "sk-ach-letter");
        }
        wide = Math.max(wide, width * number);
      }
      const rating = work.ratings[`${item}|${name}`] || "";
      const theirs = differ.get(`${item}|${name}`);
      cell.dataset.rating = rating;
      cell.toggleAttribute("data-differs", Boolean(theirs));
      if (rating) {
        const [x, y] = [xs, ys].map((all) => (Math.min(...all) + Math.max(...all)) / 2);
        const low = Math.max(...ys) - Math.min(...ys) < 25; // room for one line
        place(theirs && low ? x - 8 : x, theirs && !low ? y - 6 : y, rating, cell, "sk-ach-mark");
        if (theirs && low) place(x + 7, y, `≠${theirs}`, cell, "sk-ach-mark");
        else if (theirs) place(x, y + 7, `≠ ${theirs}`, cell, "sk-ach-mark");
      }
    }
  }
  svg.setAttribute("viewBox", [box[0], box[1], box[2] + wide, box[3]].join(" "));
  svg.style.setProperty("--sk-wider", (box[2] + wide) / box[2]);
}
