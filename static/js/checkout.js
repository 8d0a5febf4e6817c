/* What is found out while one types comes into its place by itself; whether a field is wrong is said of the field. */
document.addEventListener("htmx:afterSettle", () => {
  for (const words of document.querySelectorAll(".checkout .field__error[id]")) {
    const field = words.parentElement.querySelector("input, select, textarea");
    if (words.childElementCount) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
});
