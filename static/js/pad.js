/* The order pad by keyboard: rows are gone through and found, and what is written is added up at once; the server says
   soon after what it comes to, when it can go, and what can't be had. Without this file the form does all of it. */
const PAUSE = 350;
const pad = document.getElementById("pad");
const find = document.getElementById("pad-filter");
const found = document.getElementById("pad-found");
const total = document.getElementById("pad-total");
const wanted = document.getElementById("pad-wanted");
const money = new Intl.NumberFormat("en-GB", { style: "currency", currency: pad.dataset.currency });

const rows = [...pad.querySelectorAll(".pad-row")].map((element) => ({
  element,
  field: element.querySelector("input"),
  sum: element.querySelector(".pad-row__sum"),
  section: element.closest(".pad__section"),
  steps: (element.dataset.steps ?? "").split(" ").map((step) => step.split(":").map(Number)),
  words: element.firstElementChild.textContent.toLowerCase(),
  pennies: 0,
}));
const ofField = new Map(rows.filter((row) => row.field).map((row) => [row.field, row]));
let pennies = 0;
let last = null;
let waiting = 0;

/* What is written. */
function number(field) {
  const typed = field.value.trim();
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}

function reckon(row) {
  const quantity = number(row.field);
  let price = row.steps[0][1];
  for (const [from, each] of row.steps) if (quantity >= from) price = each;
  const now = quantity * price;
  pennies += now - row.pennies;
  row.pennies = now;
  row.sum.textContent = now ? money.format(now / 100) : "";
  row.element.classList.toggle("pad-row--chosen", quantity > 0);
}

function say() {
  const sum = total.querySelector("[data-total]");
  if (sum) sum.textContent = money.format(pennies / 100);
}

function ask() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const pairs = [];
    for (const row of ofField.values()) if (number(row.field)) pairs.push(`${row.field.name.slice(2)}:${number(row.field)}`);
    wanted.disabled = false;
    wanted.value = pairs.join(" ");
    total.dispatchEvent(new CustomEvent("pad:written"));
  }, PAUSE);
}

pad.addEventListener("input", (event) => {
  const row = ofField.get(event.target);
  if (!row) return;
  unmark(row);
  reckon(row);
  say();
  ask();
});

/* What can't be had so is said at its row, as long as it stands there. */
function unmark(row) {
  row.element.classList.remove("pad-row--wrong");
  row.field.removeAttribute("aria-invalid");
  row.field.removeAttribute("aria-describedby");
  row.element.querySelector(".field__error")?.remove();
}

function mark(row, words) {
  unmark(row);
  pennies -= row.pennies;
  row.pennies = 0;
  row.sum.textContent = "";
  const why = document.createElement("span");
  why.className = "field__error";
  why.id = `f-${row.field.name.slice(2)}`;
  why.textContent = words;
  row.element.append(why);
  row.element.classList.add("pad-row--wrong");
  row.field.setAttribute("aria-invalid", "true");
  row.field.setAttribute("aria-describedby", why.id);
}

/* Whoever was signed out meanwhile is led to sign in, and that page is none of the pad's. */
total.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.endsWith(total.getAttribute("hx-post"))) event.detail.shouldSwap = false;
});
total.addEventListener("htmx:afterSwap", () => {
  for (const refused of total.querySelectorAll("[data-row]")) {
    const row = ofField.get(document.getElementById(`q-${refused.dataset.row}`));
    if (row && row.field !== document.activeElement) mark(row, refused.querySelector("span").textContent);
  }
});
/* Somebody may still be writing in the row that is refused: it is said when they leave it. */
pad.addEventListener("focusout", (event) => {
  const row = ofField.get(event.target);
  const refused = row && total.querySelector(`[data-row="${row.field.name.slice(2)}"] span`);
  if (refused && number(row.field)) mark(row, refused.textContent);
});

/* Finding. */
function filter() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const used = new Set();
  let count = 0;
  for (const row of rows) {
    const fits = words.every((word) => row.words.includes(word));
    if (row.element.hidden === fits) row.element.hidden = !fits;
    if (fits) {
      count += 1;
      used.add(row.section);
    }
  }
  for (const section of pad.querySelectorAll(".pad__section")) section.hidden = !used.has(section);
  found.textContent = words.length ? `${count} of ${rows.length}` : "";
}

function findBy(letter) {
  find.value = letter;
  filter();
  find.focus();
}

function showAll() {
  if (find.value) {
    find.value = "";
    filter();
  }
  (last ?? find).focus();
}

find.addEventListener("input", filter);
find.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showAll();
  else if (event.key === "ArrowDown" || event.key === "Enter") go(null, 1);
  else return;
  event.preventDefault();
});

/* Going from row to row, over what is hidden. */
function go(row, way) {
  let place = row ? rows.indexOf(row) + way : 0;
  while (rows[place] && (rows[place].element.hidden || !rows[place].field)) place += way;
  const next = rows[place]?.field;
  if (next) {
    next.focus();
    next.select();
  } else if (way > 0 && row) document.getElementById("pad-put").focus();
  else if (row) find.focus();
}

pad.addEventListener("keydown", (event) => {
  const row = ofField.get(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (row) {
    last = row.field;
    if (event.key === "ArrowDown" || event.key === "Enter") go(row, 1);
    else if (event.key === "ArrowUp") go(row, -1);
    else if (event.key === "Escape") showAll();
    else if (event.key === "/") find.focus();
    else if (/^\p{L}$/u.test(event.key)) findBy(event.key);
    else return;
    event.preventDefault();
  } else if (event.key === "Enter" && event.target.name === "name") {
    event.preventDefault();
    pad.querySelector('[name="asked"][value="save"]').click();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.defaultPrevented || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  find.focus();
});

/* Back from another page, the browser has filled the fields again. */
function all() {
  const before = pennies;
  for (const row of ofField.values()) reckon(row);
  if (find.value) filter();
  return pennies !== before;
}
all();
addEventListener("pageshow", () => {
  if (!all()) return;
  say();
  ask();
});
