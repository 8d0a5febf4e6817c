/* A form that is answered in place while one fills it in, and posted whole in the end. */
let isSent = false;
let before = null;

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) isSent = true;
});
addEventListener("pageshow", () => {
  isSent = false;
});

/* Once it is posted whole, nothing that was asked before may lead elsewhere. */
for (const moment of ["htmx:beforeRequest", "htmx:beforeOnLoad"]) {
  document.addEventListener(moment, (event) => {
    if (isSent) event.preventDefault();
  });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  /* Another page than was asked for, since the sign-in is over: it is shown whole. After an error all stays as it is. */
  const { shouldSwap, target, xhr } = event.detail;
  if (shouldSwap && target?.id && !xhr.responseText.includes(`id="${target.id}"`)) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
  before = document.activeElement;
});

/* Browsers that can't move a field without letting go of it get back to where they were. */
document.addEventListener("htmx:afterSwap", () => {
  if (before?.isConnected && before !== document.body && document.activeElement !== before) {
    const { selectionStart, selectionEnd } = before;
    before.focus({ preventScroll: true });
    if (selectionStart !== null && before.setSelectionRange) before.setSelectionRange(selectionStart, selectionEnd);
  }
});
