/* The basket comes anew with each change. Whoever was in it stays where they were, by the ids of its parts; where that
   part has gone, the next thing to do is the way to put it back, or else what there is to settle. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "basket" && event.detail.elt.id !== "basket") return;
  if (document.activeElement && document.activeElement !== document.body) return;
  const basket = document.getElementById("basket");
  (basket.querySelector("[data-focus]") ?? basket.querySelector("#before") ?? basket).focus({ preventScroll: true });
});
