/* From the goods to their number, and from there the order is written on. Without this file Enter does the same by the
   server, and Tab goes from field to field. */
const goods = document.getElementById("goods");
const count = document.getElementById("count");

goods?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !goods.value.trim() || count.value.trim()) return;
  if (/\s\d+$/.test(goods.value.trim())) return;
  event.preventDefault();
  count.focus();
});
