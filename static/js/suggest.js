/* What is found while one types, below a search field: the combobox of the ARIA Authoring Practices. The field keeps the
   focus; arrows walk through the list, Enter opens what is chosen, or searches. Without this file the field searches. */
const PAUSE = 120;
const LEAST = 2;
let lists = 0;

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `suggestions-${(lists += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  (field.closest(".search__field") ?? field.form).append(list, told);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer, asked, shownFor = "";
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function show(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    show(false);
    told.textContent = "";
  }

  async function suggest() {
    asked?.abort();
    const text = field.value.trim();
    if (text.length < LEAST) return close();
    asked = new AbortController();
    try {
      const address = `${field.dataset.suggest}?q=${encodeURIComponent(text)}`;
      // The same for everybody: without cookies, any cache on the way may answer.
      const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch {
      return;
    }
    shownFor = text;
    for (const labelled of list.querySelectorAll("[aria-labelledby]")) {
      const label = list.querySelector(`#${labelled.getAttribute("aria-labelledby")}`);
      label.id = `${list.id}-${label.id}`;
      labelled.setAttribute("aria-labelledby", label.id);
    }
    options().forEach((option, place) => { option.id = `${list.id}-${place}`; });
    const count = options().length;
    show(count > 0 && document.activeElement === field);
    told.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}` : "No suggestions";
  }

  function step(direction) {
    const places = [null, ...options()];
    const next = (places.indexOf(chosen()) + direction + places.length) % places.length;
    choose(places[next]);
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, PAUSE); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey && event.key !== "ArrowDown") return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) {
        if (field.value.trim().length < LEAST) return;
        if (shownFor === field.value.trim() && options().length) show(true);
        else return suggest();
      }
      event.preventDefault();
      if (!event.altKey) step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden && chosen()) {
      event.preventDefault();
      location.assign(chosen().href);
    } else if (event.key === "Tab") {
      close();
    }
  });
  field.addEventListener("blur", close);
  // A press on the list must not take the focus away before it is a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
}
