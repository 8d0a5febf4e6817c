/* Names of goods below a search field while one types. Without this file the field searches as it is. */
const PAUSE = 150;

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  field.form.append(list, told);
  let timer, asked;

  const close = () => { list.hidden = true; told.textContent = ""; };

  async function suggest() {
    asked?.abort();
    const text = field.value.trim();
    if (text.length < 2) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch {
      return;
    }
    const count = list.querySelectorAll("a").length;
    list.hidden = count === 0;
    told.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"} below` : "";
  }

  function step(event, direction) {
    const places = [field, ...list.querySelectorAll("a")];
    const next = places[places.indexOf(document.activeElement) + direction];
    if (!next || list.hidden) return;
    event.preventDefault();
    next.focus();
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, PAUSE); });
  field.form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); field.focus(); }
    if (event.key === "ArrowDown") step(event, 1);
    if (event.key === "ArrowUp") step(event, -1);
  });
  field.form.addEventListener("focusout", (event) => { if (!field.form.contains(event.relatedTarget)) close(); });
}
