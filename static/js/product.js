/* A product's page: its pictures, its variants, and what was looked at before. Without this file the small pictures are
   links, the server says what a variant's limits are, and nothing is remembered. */
const KEY = "looked-at";
const MOST = 8;

for (const shots of document.querySelectorAll("[data-shots]")) {
  const strip = shots.querySelector(".shots__strip");
  const links = [...shots.querySelectorAll(".shots__choice a")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const target = (link) => document.getElementById(link.hash.slice(1));

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const left = target(link).offsetLeft - strip.firstElementChild.offsetLeft;
      strip.scrollTo({ left, behavior: calm.matches ? "auto" : "smooth" });
    });
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { target: picture, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      for (const link of links) {
        if (target(link) === picture) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }
  }, { root: strip, threshold: 0.6 });
  for (const picture of strip.children) seen.observe(picture);
}

/* Each variant has its own least, step and most. What was done with it is said beside it. */
for (const form of document.querySelectorAll(".product__add--choice")) {
  const { quantity } = form.elements;
  const told = form.querySelector("[data-told]");

  function fit() {
    const variant = form.querySelector("input[name=child_id]:checked");
    if (!variant) return;
    const { first, step, most } = variant.dataset;
    Object.assign(quantity, { min: first, step, max: most });
    form.dataset.first = first;
    const number = Number(quantity.value);
    if (number < Number(first) || number % Number(step)) quantity.value = first;
    if (most && number > Number(most)) quantity.value = most;
  }

  form.addEventListener("change", (event) => {
    told.hidden = true;
    if (event.target.name === "child_id") fit();
  });
  form.addEventListener("htmx:afterRequest", ({ detail: { xhr, successful } }) => {
    if (!successful) return;
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    told.textContent = answer.getElementById("told")?.textContent.trim() ?? "";
    told.classList.toggle("product__told--refused", answer.querySelector(".adding__refused") !== null);
    told.hidden = !told.textContent;
  });
  fit();
}

/* The numbers stay in this browser; only the cards are asked for, and only when somebody gets that far down. */
for (const section of document.querySelectorAll("[data-recent]")) {
  const now = section.dataset.lookedAt;
  const before = remembered().filter((number) => number !== now);
  if (now) remember([now, ...before].slice(0, MOST + 1));
  if (!before.length) continue;
  section.hidden = false;  // it must have a place to be come near to

  const near = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    show(section, before.slice(0, MOST));
  }, { rootMargin: "600px" });
  near.observe(section);
}

async function show(section, numbers) {
  const source = `${section.dataset.recent}?ids=${numbers.join(",")}`;
  await window.htmx?.ajax("GET", source, { target: section, swap: "innerHTML" });
  section.hidden = !section.firstElementChild;
}

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? found.filter((number) => /^\d{1,18}$/.test(number)) : [];
  } catch {
    return [];
  }
}

function remember(numbers) {
  try {
    localStorage.setItem(KEY, JSON.stringify(numbers));
  } catch {
    /* A browser that keeps nothing shows nothing. */
  }
}
