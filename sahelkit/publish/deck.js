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

  Reveal.on("ready", () => {
    // the first slide is painted before the speaker's window and the explorers come to life
    const complete = () => requestAnimationFrame(() => setTimeout(() => {
      Reveal.registerPlugin(RevealNotes);
      if (window.sahelkitExplorers) sahelkitExplorers();
      document.documentElement.dataset.deck = "ready";
    }));
    if (document.readyState === "complete") complete();
    else addEventListener("load", complete);
  });
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 5, center: false,
    hash: true, controls: true, controlsTutorial: false, progress: true, slideNumber: false,
    transition: "none", backgroundTransition: "none", scrollActivationWidth: null,
    pdfSeparateFragments: false, help: true,
    viewDistance: 2, keyboardCondition: (event) => !inside(event, control),
  });
})();
