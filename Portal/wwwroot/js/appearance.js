// Appearance: auto, light or dark. The choice stays on this device; without script the page follows the system.
(() => {
  const words = { auto: "auto", light: "claire", dark: "sombre" };
  const kept = () => {
    try {
      const look = localStorage.getItem("look");
      return look in words ? look : "auto";
    } catch {
      return "auto";
    }
  };
  const show = (look) => {
    if (look === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = look;
    for (const button of document.querySelectorAll("[data-look]")) {
      button.lastElementChild.textContent = "Apparence\u202f: " + words[look];
    }
  };
  show(kept());
  addEventListener("DOMContentLoaded", () => show(kept()));
  addEventListener("click", (event) => {
    if (!event.target.closest("[data-look]")) return;
    const order = Object.keys(words);
    const next = order[(order.indexOf(kept()) + 1) % order.length];
    try {
      localStorage.setItem("look", next);
    } catch {
      // A private window: the choice lasts for this page.
    }
    show(next);
  });
  // Counts what is left in a text area, where one asks for it.
  addEventListener("input", (event) => {
    const out = event.target.dataset.count && document.getElementById(event.target.dataset.count);
    if (out) out.textContent = event.target.value.length + " / " + event.target.maxLength;
  });
})();
