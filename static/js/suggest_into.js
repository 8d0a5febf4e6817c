/* Goods or accounts offered below a field while one types, into the datalist that it names. Without this file the field
   takes what is typed. */
const PAUSE = 150;

for (const field of document.querySelectorAll("[data-suggest-into]")) {
  const list = document.getElementById(field.dataset.suggestInto);
  if (!list) continue;
  field.setAttribute("list", list.id);
  let timer, asked;

  async function suggest() {
    asked?.abort();
    const text = field.value.trim();
    if (text.length < 2) return;
    asked = new AbortController();
    try {
      const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch {
      /* What was typed still counts. */
    }
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, PAUSE); });
}
