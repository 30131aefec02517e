// Small conveniences of a page; each button stays hidden where it could not work.
const { clipboard } = navigator;

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !clipboard;
  button.addEventListener("click", async () => {
    await clipboard.writeText(button.dataset.copy);
    button.lastElementChild.textContent = "Lien copié";
  });
}
