// A widget's page stands in the output of a cell, which JupyterLab may write at any time: it waits
// there for its widget, which brings it to life. Explorers and questions share one register, and
// whichever comes first watches for both.
function adopt(model, enliven) {
  const key = model.get("key");
  const waiting = (window.sahelkitWaiting ||= new Map());
  const wake = () => {
    for (const kind of ["sahelkit-explorer", "sahelkit-question"]) {
      for (const root of [...document.getElementsByClassName(kind)]) {
        const owner = !root.dataset.live && waiting.get(root.dataset.model);
        if (owner) owner(root);
      }
    }
  };
  waiting.set(key, (root) => enliven(root, model));
  if (!window.sahelkitWatch) {
    let asked = false;
    window.sahelkitWatch = new MutationObserver(() => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        wake();
      });
    });
    window.sahelkitWatch.observe(document.body, { subtree: true, childList: true });
  }
  wake();
  return () => waiting.delete(key);
}
