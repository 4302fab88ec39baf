// Looks at one slide with all its fragments: what does not fit, what is too small, what stands
// out too little from what lies behind it. All lengths are pixels of a slide of 1280×720.
//
// Contrast is calculated as WCAG 2 says (1.4.3), from the colours that the browser paints at
// points of each line of text: backgrounds, shapes of a picture, half-transparent layers, of
// gradients and patterns the least favourable colour. A fault is what fails at a quarter of a
// line's points, so that a thin line behind a word is none. Text over a bitmap is named, as what
// lies behind it is not known. Not seen: text within a bitmap, numbers of lists, what only
// appears while one points at something.
async ([index, smallest, smallestList, opened]) => {
  const slide = Reveal.getSlides()[index];
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v, 999);
  const answers = [...slide.querySelectorAll(".page details")];
  if (opened && !answers.length) return ["", []];
  for (const answer of answers) answer.open = opened;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const change of slide.getAnimations({ subtree: true }))
    if (change instanceof CSSTransition) change.finish(); // of a fragment that fades in
  const scale = Reveal.getScale();
  const faults = [];
  const clip = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const name = (element) => {
    const text = clip(element.textContent || "");
    return `<${element.localName}>` + (text ? ` “${text}”` : "");
  };
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scroller = (element, ways) => {
    for (let up = element.parentElement; up && up !== slide; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (ways.test(overflowX) || ways.test(overflowY)) return up;
    }
    return null;
  };

  function fit() {
    const room = (slide.querySelector(".body") || slide).getBoundingClientRect();
    const screen = slide.getBoundingClientRect();
    const content = [...slide.querySelectorAll(".page *")].filter(
      (e) => seen(e) && !e.closest("aside"));
    let worst = null;
    for (const element of content) {
      if (element.closest("svg") && element.localName !== "svg") continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || scroller(element, /auto|scroll|hidden/)) continue;
      const inBody = element.closest(".body") && !element.matches(".body");
      const over = Math.max(
        box.bottom - (inBody ? room.bottom : screen.bottom), box.right - screen.right,
        screen.left - box.left, screen.top - box.top) / scale;
      if (over > 1 && (!worst || over >= worst.over)) worst = { over, element };
      if (/hidden|clip/.test(getComputedStyle(element).overflowY) && !element.matches(".foot")
          && element.scrollHeight > element.clientHeight + 1) {
        const lost = element.scrollHeight - element.clientHeight;
        faults.push(`${lost} px are cut off: ${name(element)}`);
      }
      const high = box.height / scale;
      if (element.matches("figure > svg, figure > img, .sk-picture > svg") && high < 150) {
        faults.push(`a picture is squeezed to a height of ${Math.round(high)} px`);
      }
    }
    if (!opened) for (const element of content) cut(element);
    if (worst)
      faults.push(`exceeds the slide by ${Math.ceil(worst.over)} px: ${name(worst.element)}`);
    for (const answer of opened ? answers : []) {
      const box = answer.getBoundingClientRect();
      const lost = Math.ceil(Math.max(
        (box.bottom - room.bottom) / scale, (room.top - box.top) / scale,
        answer.scrollHeight - answer.clientHeight));
      if (lost > 1) faults.push(`${lost} px of an opened answer do not fit: ${name(answer)}`);
    }
  }

  // what one works or reads in while one scrolls: fields, a record's panel, the sums of a matrix
  const reading = "select, textarea, input, .sk-panel, .sk-reading, .sk-ach";

  // what is out of sight until one scrolls, and words that end in an ellipsis
  function cut(element) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const hidden = [
      [/auto|scroll/.test(overflowY), element.scrollHeight - element.clientHeight],
      [/auto|scroll/.test(overflowX), element.scrollWidth - element.clientWidth],
    ];
    for (const [scrolls, lost] of hidden)
      if (scrolls && lost > 1 && !element.matches(reading))
        faults.push(`${lost} px are seen by scrolling only: ${name(element)}`);
    if (textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth + 1)
      faults.push(`ends in an ellipsis: ${name(element)}`);
    const choice = element.matches("select:not([size], [multiple])") && element.selectedOptions[0];
    const words = choice && choice.label;
    if (words) {
      const style = getComputedStyle(element);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const arrow = 20;
      const room = element.clientWidth - parseFloat(style.paddingLeft)
        - parseFloat(style.paddingRight) - arrow;
      if (pen.measureText(words).width > room)
        faults.push(`a list shows its choice in part: “${clip(words)}”`);
    }
  }

  // every piece of text that is seen: its element, its words, its size
  function* pieces() {
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("aside, script, style, title, desc, select"))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const piece = { element, words: clip(node.data), rects: () => [...range.getClientRects()] };
      const box = element.getBoundingClientRect();
      if (seen(element) && box.width >= 2 && box.height >= 2) yield sized(piece);
    }
    const typed = "select, textarea, input:not([type=checkbox], [type=radio], [type=range])";
    for (const element of slide.querySelectorAll(typed)) {
      const words = element.selectedOptions?.[0]?.label || element.value || element.placeholder;
      if (!words || !seen(element)) continue;
      const rects = () => [element.getBoundingClientRect()];
      const pseudo = element.value ? null : "::placeholder";
      yield sized({ element, words: clip(words), rects, pseudo });
    }
  }

  function sized(piece) {
    const { element } = piece;
    let size = parseFloat(getComputedStyle(element).fontSize);
    const matrix = element.closest("svg") && element.getScreenCTM && element.getScreenCTM();
    if (matrix) size *= Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c)) / scale;
    return { ...piece, size };
  }

  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function rgba(colour) {
    if (!known.has(colour)) {
      const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
      if (plain) {
        known.set(colour, [...plain.slice(1, 4).map(Number), Number(plain[4] ?? 1)]);
      } else {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        known.set(colour, [r, g, b, a / 255]);
      }
    }
    return known.get(colour);
  }
  const faded = ([r, g, b, a], opacity) => [r, g, b, a * opacity];
  const over = ([r, g, b, a], under) =>
    [r, g, b].map((part, n) => part * a + under[n] * (1 - a));
  const hex = (colour) =>
    "#" + colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => Math.round(part) / 255).map(
      (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const opacities = new Map();
  function opacity(element) {
    if (!element) return 1;
    if (!opacities.has(element)) {
      const own = Number(getComputedStyle(element).opacity);
      opacities.set(element, own * opacity(element.parentElement));
    }
    return opacities.get(element);
  }
  const COLOUR = /rgba?\([^)]*\)|color\([^)]*\)|(?:ok)?l(?:ab|ch)\([^)]*\)/g;

  // the colours that a fill or stroke may have: several of a gradient or a pattern
  function dyes(value, strength) {
    if (!value || value === "none") return [];
    const link = /url\("?#([^")]+)/.exec(value);
    const server = link && document.getElementById(link[1]);
    if (!server) return [faded(rgba(value), strength)];
    return [...server.querySelectorAll("*")].flatMap((part) => {
      const style = getComputedStyle(part);
      if (part.localName === "stop")
        return [faded(rgba(style.stopColor), style.stopOpacity * strength)];
      return [style.fill, style.stroke].filter((paint) => paint && !/none|url/.test(paint))
        .map((paint) => faded(rgba(paint), strength));
    });
  }

  // what an element paints at a point, from below: layers of possible colours, or "bitmap"
  function layers(element, x, y) {
    const style = getComputedStyle(element);
    const shown = opacity(element);
    if (/^(img|image|video|canvas|iframe|object|embed)$/.test(element.localName)) return ["bitmap"];
    if (element instanceof SVGElement && element.localName !== "svg") {
      const fill = () => dyes(style.fill, style.fillOpacity * shown);
      const stroke = () => dyes(style.stroke, style.strokeOpacity * shown);
      if (element instanceof SVGTextContentElement)
        return style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2 ? [stroke()] : [];
      if (!(element instanceof SVGGeometryElement)) {
        const filled = fill(); // of a mark that is used many times
        return [filled.length ? filled : stroke()];
      }
      const point = new DOMPoint(x, y).matrixTransform(element.getScreenCTM().inverse());
      const painted = [];
      if (element.isPointInFill(point)) painted.push(fill());
      if (element.isPointInStroke(point)) painted.push(stroke());
      return painted;
    }
    const painted = [[faded(rgba(style.backgroundColor), shown)]];
    if (/url\(/.test(style.backgroundImage)) painted.push("bitmap");
    const shades = style.backgroundImage.match(COLOUR) || [];
    if (shades.length) painted.push(shades.map((shade) => faded(rgba(shade), shown)));
    return painted;
  }

  // the least contrast of a piece of text at a point; null where it is covered or cut off
  function sample({ element, pseudo }, x, y) {
    const stack = document.elementsFromPoint(x, y);
    const place = stack.indexOf(element);
    if (place < 0) return null;
    const style = getComputedStyle(element, pseudo);
    const inPicture = element instanceof SVGElement;
    const inks = inPicture
      ? dyes(style.fill, style.fillOpacity * opacity(element))
      : [faded(rgba(style.color), opacity(element))];
    let pairs = [[[255, 255, 255], null]]; // what is behind, what the text looks like on it
    const lay = (layer) => {
      if (!layer.length) return;
      const all = layer.flatMap((dye) => pairs.map(
        ([behind, ink]) => [over(dye, behind), ink && over(dye, ink)]));
      const unlike = new Map(all.map((pair) => [pair.map((c) => c && hex(c)).join(), pair]));
      pairs = [...unlike.values()].slice(0, 64);
    };
    for (const under of stack.slice(place + 1).reverse().concat(element)) {
      if (under === element && inPicture && !/^stroke/.test(style.paintOrder)) continue;
      for (const layer of layers(under, x, y)) {
        if (layer === "bitmap") pairs = null;
        else if (pairs) lay(layer);
        else if (layer.length && layer.every((dye) => dye[3] === 1))
          pairs = layer.map((dye) => [dye.slice(0, 3), null]);
      }
    }
    if (!pairs) return { bitmap: true };
    pairs = inks.flatMap((ink) => pairs.map(([behind]) => [behind, over(ink, behind)]));
    for (const above of stack.slice(0, place).reverse()) {
      for (const layer of layers(above, x, y)) {
        if (layer === "bitmap" || layer.some((dye) => dye[3] > 0.99)) return null;
        lay(layer);
      }
    }
    let least = null;
    for (const [behind, ink] of pairs) {
      const ratio = contrast(behind, ink);
      if (!least || ratio < least.ratio) least = { ratio, behind, ink };
    }
    return least;
  }

  // scroll what holds the text, so that the text is seen
  function bring({ element, rects }, scrolled) {
    const frame = scroller(element, /auto|scroll/);
    const box = frame && rects()[0];
    if (!box) return;
    if (!scrolled.has(frame)) scrolled.set(frame, [frame.scrollLeft, frame.scrollTop]);
    const view = frame.getBoundingClientRect();
    const middle = box.left + box.width / 2;
    if (middle < view.left || middle > view.right)
      frame.scrollLeft += (middle - view.left - view.width / 2) / scale;
    if (box.top < view.top || box.bottom > view.bottom)
      frame.scrollTop += (box.top + box.height / 2 - view.top - view.height / 2) / scale;
  }

  function legible() {
    const small = new Map();
    const faint = new Map();
    const blind = [];
    const scrolled = new Map();
    for (const piece of pieces()) {
      const { element, words, size } = piece;
      const least = element.closest(".sources") ? smallestList : smallest;
      if (size < least - 0.05) {
        const key = `${size.toFixed(1)} px (at least ${least})`;
        if (!small.has(key)) small.set(key, words);
      }
      if (element.closest(":disabled, [aria-disabled=true], label:has(:disabled)")) continue;
      if (opened && !element.closest("details")) continue; // looked at before
      bring(piece, scrolled);
      const bold = Number(getComputedStyle(element).fontWeight) >= 700;
      const wanted = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
      const drawn = element instanceof SVGElement; // it may stand on end, or lie on a border
      for (const { left, top, width, height } of piece.rects()) {
        const columns = Math.max(1, Math.min(8, Math.round(width / scale / (drawn ? 30 : 200))));
        const rows = drawn ? Math.max(2, Math.min(8, Math.round(height / scale / 12))) : 1;
        const found = [];
        for (let column = 0; column < columns; column += 1)
          for (let row = 0; row < rows; row += 1)
            found.push(sample(piece, left + width * (column + 0.5) / columns,
              top + height * (row + 0.5) / rows));
        const looked = found.filter(Boolean);
        const faults = looked.filter((one) => one.ratio < wanted).sort((a, b) => a.ratio - b.ratio);
        if (faults.length && faults.length >= looked.length / 4) {
          const { ratio, ink, behind } = faults[0];
          const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
          const key = `${shown}:1 (at least ${wanted}:1), ${hex(ink)} on ${hex(behind)}`;
          faint.set(key, [...(faint.get(key) || []), words]);
          break;
        }
        const hidden = looked.filter((one) => one.bitmap).length;
        if (hidden && hidden >= looked.length / 4) {
          blind.push(words);
          break;
        }
      }
    }
    for (const [frame, [left, top]] of scrolled) frame.scrollTo(left, top);
    for (const [size, text] of small) faults.push(`text of ${size}: “${text}”`);
    for (const [key, [text, ...more]] of faint)
      faults.push(`contrast of ${key}: “${text}”` + (more.length ? ` and ${more.length} more` : ""));
    for (const text of blind)
      faults.push(`text over a bitmap, its contrast is not known: “${text}”`);
  }

  fit();
  const touchable = new CSSStyleSheet(); // what cannot be clicked is painted all the same
  touchable.replaceSync("section.present, section.present * { pointer-events: auto !important; }");
  document.adoptedStyleSheets.push(touchable);
  legible();
  document.adoptedStyleSheets.pop();
  const heading = slide.querySelector("h1, h2");
  return [heading ? clip(heading.textContent) : "", faults];
}
