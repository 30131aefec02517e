// The desk from the keyboard. Every key presses a button or ticks a box that is on the page, so the page does the same without it.
const form = document.querySelector("[data-desk]");
const list = document.querySelector("[data-keys-list]");
const help = document.querySelector("[data-keys-help]");
const onOff = document.querySelector("[data-keys-switch]");
const kept = "desk-keys";

// Storage may be refused; then the shortcuts are on at each page.
const read = () => {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true;
  }
};
const write = (isOn) => {
  try {
    localStorage.setItem(kept, isOn ? "on" : "off");
  } catch {
    // Nothing is lost but the habit.
  }
};

let isOn = read();
const show = () => {
  onOff.setAttribute("aria-pressed", String(isOn));
  onOff.textContent = isOn ? "Raccourcis actifs" : "Raccourcis coupés";
};

const toggleHelp = () => (help.open ? help.close() : help.showModal());

// A form sent twice is done once on the server; not sending it twice spares the curator the wait.
let isSent = false;
const press = (button) => {
  if (button && !isSent) {
    button.click();
  }
};
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") {
    isSent = true;
  }
});
addEventListener("pageshow", () => (isSent = false));

const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.id === "ajout") {
    event.target.blur();
    return;
  }
  if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) {
    return;
  }
  // A link or button under the focus keeps its own Enter.
  if (event.key === "Enter" && event.target.closest("a, button, summary")) {
    return;
  }
  const done = () => event.preventDefault();
  if (event.key === "?") {
    done();
    toggleHelp();
  } else if (event.key === "/") {
    const field = document.getElementById("ajout");
    if (field) {
      done();
      field.focus();
      field.select();
    }
  } else if (/^[1-9]$/.test(event.key)) {
    const box = form?.querySelector(`[data-rank="${event.key}"]`);
    if (box) {
      done();
      box.checked = !box.checked;
      box.focus({ preventScroll: false });
    }
  } else {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = [...document.querySelectorAll("[data-key]")].find((found) => found.dataset.key === key);
    if (button) {
      done();
      press(button);
    }
  }
});

list.hidden = false;
show();
onOff.addEventListener("click", () => {
  isOn = !isOn;
  write(isOn);
  show();
});
document.querySelector('[data-key="?"]').addEventListener("click", toggleHelp);

document.querySelector("[data-tick-all]")?.addEventListener("click", (event) => {
  event.preventDefault();
  form.querySelectorAll("[name=oui]").forEach((box) => {
    // What is folded away nobody has looked at.
    if (!box.closest("details:not([open])")) {
      box.checked = true;
    }
  });
});

// The initiative stays with whoever has it before their eyes: a sign of life while the page is seen, well within the ten minutes.
if (form) {
  setInterval(() => {
    if (!document.hidden) {
      const fields = new FormData();
      fields.set("fiche", form.elements.fiche.value);
      fields.set("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
      fetch(form.dataset.renew, { method: "POST", body: fields }).catch(() => {
        // Offline for a while: the next sign of life may pass, and the lease is longer than several of them.
      });
    }
  }, 120_000);
}
