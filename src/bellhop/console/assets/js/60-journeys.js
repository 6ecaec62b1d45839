/* Journeys: a variable is put where the cursor stands. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const field = button && button.closest("form").querySelector("textarea");
    if (!field || button.closest("#composer")) return;  // the inbox has a hand of its own
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    button.closest("details").open = false;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
