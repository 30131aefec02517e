// The search page, made livelier: without this file every part of it still works.
const facets = document.querySelector("form.facets");
const isDrawer = () => matchMedia("(max-width: 52rem)").matches;
const remembered = "search:focus";

// A choice is searched at once, except in the phone's drawer, where several are made before it closes.
facets?.addEventListener("change", (event) => {
  if (event.target.type !== "checkbox" || isDrawer()) return;
  sessionStorage.setItem(remembered, event.target.id);
  facets.requestSubmit();
});

// The reader goes on where they were.
const back = sessionStorage.getItem(remembered);
if (back) {
  sessionStorage.removeItem(remembered);
  const box = document.getElementById(back);
  box?.closest("details")?.setAttribute("open", "");
  box?.focus({ preventScroll: false });
}

// Long facets: typing finds any of their values, in the state that the boxes are in, chosen but not yet searched ones included.
const FIND_AFTER_MS = 150;
const parsed = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-values]");

const findWithin = (narrow) => {
  const box = narrow.closest("fieldset");
  const status = box.querySelector("[data-said]");
  let asked;
  let timer;

  const show = (values) => {
    const before = box.querySelector("[data-values]");
    const boxes = [...values.querySelectorAll("input")];
    // What was chosen meanwhile stays chosen, and in sight.
    for (const choice of before.querySelectorAll("input")) {
      const same = boxes.find((other) => other.value === choice.value);
      if (same) same.checked = choice.checked;
      else if (choice.checked) values.prepend(choice.closest(".opt"));
    }
    before.replaceWith(values);
    status.textContent = values.dataset.message;
  };
  const find = async () => {
    clearTimeout(timer);
    asked?.abort();
    const mine = (asked = new AbortController());
    const state = new URLSearchParams(new FormData(facets));
    state.set("facette", box.dataset.facet);
    state.set(narrow.name, narrow.value.trim());
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/recherche/facette?${state}`, { signal: mine.signal });
      const values = answer.ok ? parsed(await answer.text()) : null;
      if (mine.signal.aborted) return;
      if (values) show(values);
      else status.textContent = "La liste n’a pas pu être lue\u202f: elle est restée comme elle était.";
    } catch (failure) {
      // A later letter has asked again, or the network is away.
      if (failure.name === "AbortError") return;
      status.textContent = "Le réseau ne répond pas\u202f: la liste est restée comme elle était.";
    }
    box.removeAttribute("aria-busy");
  };

  narrow.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, FIND_AFTER_MS);
  });
  // Enter searches here, not everywhere.
  narrow.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    find();
  });
  // A browser that goes back gives the letters back, not what they had found.
  if (narrow.value !== narrow.defaultValue) find();
};

const narrows = [...document.querySelectorAll("[data-narrow]")];
narrows.forEach(findWithin);
// Letters are sent with the form for those without this file; here the chosen values say it all.
facets?.addEventListener("formdata", ({ formData }) => {
  for (const { name } of narrows) formData.delete(name);
});

// Around me: the browser asks for consent; a hundredth of a degree, about a kilometre, is all that is kept.
const around = document.querySelector("[data-around]");
if (around && !("geolocation" in navigator)) {
  around.hidden = true;
} else if (around) {
  const status = document.querySelector("[data-around-status]");
  const say = (text) => {
    status.hidden = false;
    status.textContent = text;
  };
  around.addEventListener("click", () => {
    say("Votre navigateur vous demande votre accord…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(location.href);
        address.hash = "";
        for (const name of ["p", "apres"]) address.searchParams.delete(name);
        address.searchParams.set("pres", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
        address.searchParams.set("rayon", address.searchParams.get("rayon") ?? "50");
        address.searchParams.set("ordre", "proche");
        location.assign(address);
      },
      (failure) =>
        say(
          failure.code === failure.PERMISSION_DENIED
            ? "Votre position n’a pas été demandée plus loin\u202f: écrivez plutôt une commune dans votre question."
            : "Votre position n’a pas pu être trouvée\u202f: écrivez plutôt une commune dans votre question.",
        ),
      { maximumAge: 600_000, timeout: 15_000 },
    );
  });
}
