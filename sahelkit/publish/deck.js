// Starts the deck. Keys that move a slider or step through an explorer do not turn the page;
// Page Up and Page Down (the keys of a presenter's remote) always do.
(() => {
  const control = "input, select, textarea, summary, [contenteditable], .sahelkit-explorer";
  const inside = (event, selector) => event.target instanceof Element && event.target.closest(selector);

  document.addEventListener("keydown", (event) => {
    const turn = { PageDown: "next", PageUp: "prev" }[event.key];
    if (!turn || !inside(event, control)) return;
    event.preventDefault();
    event.stopPropagation();
    document.activeElement.blur();
    Reveal[turn]();
  }, true);

  // a note's number leads to its entry, which is then marked; the way back is the browser's
  const point = () => {
    const name = (location.hash.match(/^#\/(note-\d+)/) || [])[1];
    document.querySelectorAll(".entry.pointed").forEach((entry) => entry.classList.remove("pointed"));
    if (name) document.getElementById(name)?.classList.add("pointed");
  };
  addEventListener("hashchange", point);
  document.addEventListener("click", (event) => {
    const link = inside(event, 'a[href^="#/"]');
    if (link && link.hash === location.hash) Reveal.slide(...slideOf(link.hash.slice(2)));
    if (link) setTimeout(point);
  });
  const slideOf = (name) => {
    const at = Reveal.getIndices(document.getElementById(name).closest("section"));
    return [at.h, at.v];
  };

  Reveal.on("ready", () => {
    point();
    // the first slide is painted before the explorers come to life
    requestAnimationFrame(() => setTimeout(() => {
      if (window.sahelkitExplorers) sahelkitExplorers();
      document.documentElement.dataset.deck = "ready";
    }));
  });
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 5, center: false,
    hash: true, controls: true, controlsTutorial: false, progress: true, slideNumber: false,
    transition: "none", backgroundTransition: "none", scrollActivationWidth: null,
    pdfSeparateFragments: false, help: true,
    keyboardCondition: (event) => !inside(event, control),
    plugins: [RevealNotes],
  });
})();
