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

// Long facets: typing leaves the values that contain the words.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const narrow of document.querySelectorAll("[data-narrow]")) {
  narrow.addEventListener("input", () => {
    const wanted = plain(narrow.value.trim());
    for (const option of narrow.parentElement.querySelectorAll(".opt")) {
      option.hidden = !plain(option.textContent).includes(wanted);
    }
  });
  // Enter searches here, not everywhere.
  narrow.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

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
