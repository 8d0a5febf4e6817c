/* Adding from a list: the stepper's buttons, and how many of each are in the basket. Without this file a number is
   typed and sent. components/adding.html has the parts. */
const PAUSE = 400;
const waiting = new WeakMap();

const part = (form, name) => form.querySelector(`[data-part="${name}"]`);
const isHeld = (form) => form.classList.contains("adding--held");

function stepTo(stepper, direction) {
  const field = stepper.querySelector("input");
  const step = Number(field.step) || 1;
  const first = Number(stepper.closest("[data-first]")?.dataset.first ?? field.min) || 1;
  const least = Number(field.min);
  const now = Number(field.value) || 0;
  let next = (direction > 0 ? Math.floor(now / step) + 1 : Math.ceil(now / step) - 1) * step;
  if (next < first) next = direction > 0 ? first : least;
  field.value = Math.max(next, least);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/* What is in the basket already is changed there by its number alone; nought takes it out. */
function changed(form) {
  if (!isHeld(form)) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => form.requestSubmit(), PAUSE));
}

/* Pages are stored for everybody: the basket's count, which is each visitor's own, says what is in it. */
function held() {
  const said = document.querySelector("[data-held]")?.dataset.held.trim() ?? "";
  const quantities = new Map();
  for (const each of said.split(" ").filter(Boolean)) {
    const [product, quantity] = each.split(":");
    quantities.set(product, (quantities.get(product) ?? 0) + Number(quantity));
  }
  return quantities;
}

function fillIn(within) {
  const quantities = held();
  for (const form of within.querySelectorAll("[data-goods]")) {
    const quantity = quantities.get(form.dataset.goods);
    if (!quantity || isHeld(form)) continue;
    form.classList.add("adding--held");
    form.elements.in_all.disabled = false;
    const field = part(form, "quantity");
    field.value = quantity;
    field.min = 0;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".stepper button");
  if (button) stepTo(button.closest(".stepper"), button.dataset.part === "more" ? 1 : -1);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-goods]");
  if (form) changed(form);
});

/* The form comes anew with each answer: whoever was in it stays at the same part, or at the one that took its place. */
let left = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.target;
  left = form.matches?.("[data-goods]") && form.contains(document.activeElement) ? document.activeElement.dataset.part : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.detail.elt;
  if (form.matches?.("[data-goods]")) {
    if (left) [left, "more", "add"].map((name) => part(form, name)).find((each) => each.offsetParent).focus();
    left = null;
  } else {
    fillIn(form);
  }
});

/* No answer, or one that is none of ours: the form goes as it would without htmx, and the page says what is the matter. */
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => { if (event.detail.elt.matches("form")) event.detail.elt.submit(); });
}

fillIn(document);
