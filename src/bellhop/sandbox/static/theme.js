// Runs before the first paint, so a chosen theme never flashes.
{
  const chosen = localStorage.getItem("sandbox-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
}
