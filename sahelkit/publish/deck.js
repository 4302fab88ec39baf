// Starts the deck. The first slide is shown as soon as it is read, the rest joins it after.
// Keys that move a slider or step through an explorer do not turn the page; Page Up and
// Page Down (the keys of a presenter's remote) always do, and so do the arrows after a click on
// a picture, a button or a summary: who works by mouse does not step through it by keys.
const sahelkitDeck = (() => {
  const root = document.documentElement;
  const control = "input, select, textarea, summary, [contenteditable], .sahelkit-explorer";
  const inside = (event, selector) => event.target instanceof Element && event.target.closest(selector);
  // asked for another slide, for printing or for the speaker's window: all slides are needed
  const early = /^(#\/?(slide-1)?)?$/.test(location.hash) && !location.search;
  const arrows = { ArrowRight: "right", ArrowLeft: "left", ArrowDown: "down", ArrowUp: "up" };
  const typing = "input, select, textarea, [contenteditable]";
  let shown;
  let clicked = null; // what has the focus because of a click
  root.classList.add("reading");

  function initialize() {
    shown = Reveal.initialize({
      width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 5, center: false,
      hash: true, controls: true, controlsTutorial: false, progress: true, slideNumber: false,
      transition: "none", backgroundTransition: "none", scrollActivationWidth: null,
      pdfSeparateFragments: false, viewDistance: 2,
      keyboardCondition: (event) => !inside(event, control),
    });
  }

  // called after the first slide
  function begin() {
    if (early) initialize();
  }

  // called after the last
  async function complete() {
    if (!early) {
      root.classList.remove("reading");
      initialize();
    }
    await shown;
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    if (early) {
      root.classList.remove("reading");
      Reveal.sync();
      const { h, v } = Reveal.getIndices();
      Reveal.slide(h, v);
    }
    Reveal.registerPlugin(RevealNotes);
    // what a number stands for is shown by theme.css, large enough for a class, for keys as well
    for (const link of root.querySelectorAll("sup.note a[title]")) {
      link.dataset.says = link.title;
      link.removeAttribute("title");
    }
    // on paper an explorer is its picture and caption
    if (window.sahelkitExplorers && !/print-pdf|view=print/.test(location.search)) sahelkitExplorers();
    if (window.sahelkitQuestions && !/print-pdf|view=print/.test(location.search)) sahelkitQuestions();
    root.dataset.deck = "ready";
  }

  document.addEventListener("click", (event) => {
    if (event.detail) clicked = document.activeElement; // not one that a key made
  }, true);

  // the arrow's way, if the focus came by a click and there is a slide or a fragment that way
  function way(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target !== clicked || inside(event, typing)) return;
    const turn = arrows[event.key];
    return Reveal.availableRoutes({ includeFragments: true })[turn] && turn;
  }

  document.addEventListener("keydown", (event) => {
    if (/^(Tab|Enter| )$/.test(event.key)) clicked = null; // by keys from here
    if (event.key === "Enter" && Reveal.isOverview()) {
      Reveal.toggleOverview(false);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const turn = { PageDown: "next", PageUp: "prev" }[event.key] || way(event);
    if (!turn || !inside(event, control)) return;
    event.preventDefault();
    event.stopPropagation();
    document.activeElement.blur();
    Reveal[turn]();
  }, true);

  // A note's number leads to its entry, which is marked; the entry's number leads back, and so
  // does the browser's Back.
  document.addEventListener("click", (event) => {
    const link = inside(event, 'a[href^="#/"]');
    const target = link && document.getElementById(link.hash.slice(2));
    if (!target) return;
    event.preventDefault();
    event.stopPropagation(); // reveal.js would go there too, without history
    document.querySelector(".pointed")?.classList.remove("pointed");
    const here = Reveal.getCurrentSlide();
    const back = target.matches(".entry") && target.querySelector("a.number");
    if (target.matches(".entry")) target.classList.add("pointed");
    if (back && /^slide-/.test(here.id)) {
      const number = here.id.slice(6);
      back.hash = `#/${here.id}`;
      back.querySelector(".back").textContent = `↩${number}`;
      back.setAttribute("aria-label", back.getAttribute("aria-label").replace(/\d+$/, number));
    }
    const section = target.closest("section");
    const { h, v } = Reveal.getIndices(section);
    const { f } = Reveal.getIndices();
    if (section !== here) {
      history.replaceState(null, "", `#/${here.id}` + (f >= 0 ? `/${f}` : ""));
      history.pushState(null, "", `#/${section.id}`);
    }
    Reveal.slide(h, v);
    (target.querySelector("a.number") || document.activeElement).focus({ preventScroll: true });
  }, true);

  return { begin, complete };
})();
