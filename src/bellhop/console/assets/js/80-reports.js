/* The handover is printed by a button. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
