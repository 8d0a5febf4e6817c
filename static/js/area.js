/* Below a postcode's field, as one leaves it: does a café deliver there? data-area-of names the address to ask.
   Without this file the form says so when it is sent. */
for (const field of document.querySelectorAll("[data-area-of]")) {
  const told = document.createElement("div");
  told.className = "area__told";
  told.setAttribute("role", "status");
  (field.closest(".field") ?? field.parentElement).append(told);
  let asked, last = "";

  async function ask() {
    const postcode = field.value.trim();
    if (postcode === last) return;
    last = postcode;
    asked?.abort();
    told.replaceChildren();
    if (!postcode) return;
    asked = new AbortController();
    try {
      const question = new URLSearchParams({ postcode, part: "1" });
      const answer = await fetch(`${field.dataset.areaOf}?${question}`, { signal: asked.signal });
      if (answer.ok) told.innerHTML = await answer.text();
    } catch {
      last = "";
    }
  }

  field.addEventListener("change", ask);
  ask();
}
