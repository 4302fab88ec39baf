// Starts the deck. The first slide is shown as soon as it is read, the rest joins it after.
// Keys that move a slider or step through an explorer do not turn the page; Page Up and
// Page Down (the keys of a presenter's remote) always do.
const sahelkitDeck = (() => {
  const root = document.documentElement;
  const control = "input, select, textarea, summary, [contenteditable], .sahelkit-explorer";
  const inside = (event, selector) => event.target instanceof Element && event.target.closest(selector);
  // asked for another slide, for printing or for the speaker's window: all slides are needed
  const early = /^(#\/?(slide-1)?)?$/.test(location.hash) && !location.search;
  let shown;
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
    if (window.sahelkitExplorers) sahelkitExplorers();
    root.dataset.deck = "ready";
  }

  document.addEventListener("keydown", (event) => {
    const turn = { PageDown: "next", PageUp: "prev" }[event.key];
    if (!turn || !inside(event, control)) return;
    event.preventDefault();
    event.stopPropagation();
    document.activeElement.blur();
    Reveal[turn]();
  }, true);

  // A note's number leads to its entry, which is marked; the entry's number leads back.
  document.addEventListener("click", (event) => {
    const link = inside(event, 'a[href^="#/"]');
    const target = link && document.getElementById(link.hash.slice(2));
    if (!target) return;
    event.preventDefault();
    document.querySelector(".pointed")?.classList.remove("pointed");
    if (target.matches(".entry")) target.classList.add("pointed");
    const { h, v } = Reveal.getIndices(target.closest("section"));
    Reveal.slide(h, v);
    (target.querySelector("a.number") || document.activeElement).focus({ preventScroll: true });
  });

  return { begin, complete };
})();
