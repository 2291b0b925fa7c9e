/* Nothing here is needed. A form sent twice by a double click is sent once. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 3000);
});
/* The page that waits for the county looks again by itself; without scripts a meta element does it. */
document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[data-look-again]")) setTimeout(() => location.reload(), 3000);
});
