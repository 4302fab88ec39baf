// Elements of a page, made in one line.

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

const pushButton = (text, listen, className) => {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", listen);
  return button;
};

// Where a page without a kernel keeps what a reader committed to: the browser, for a page that is
// read at home; this tab only, for a deck, so that neither the next class nor its teacher after a
// rehearsal finds our reading open. Where the browser keeps nothing, to ask for it may throw.
const keeper = (root) => (root.closest(".reveal") ? window.sessionStorage : window.localStorage);
