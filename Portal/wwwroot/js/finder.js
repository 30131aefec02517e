// The live finder. Without it, or when its connection cannot be made, the form asks the page itself.
const root = document.querySelector("[data-finder]");
const composer = document.querySelector("[data-composer]");
const box = composer.elements.q;
const turns = root.querySelector("[data-turns]");
const status = root.querySelector("[data-status]");
const tools = root.querySelector("[data-tools]");
const kept = "conversation";
const month = 30 * 24 * 3600 * 1000;

let conversation = root.dataset.conversation;
let current = null;

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
const remember = (id) => {
  try {
    if (id) localStorage.setItem(kept, JSON.stringify({ id, at: Date.now() }));
    else localStorage.removeItem(kept);
  } catch {
    // A private window: the conversation lasts for this page.
  }
};
const remembered = () => {
  try {
    const { id, at } = JSON.parse(localStorage.getItem(kept)) ?? {};
    return Date.now() - at < month ? id : null;
  } catch {
    return null;
  }
};

if (root.dataset.fresh && remembered()) location.replace("/assistant?c=" + remembered());
if (tools && !tools.hidden) remember(conversation);

const connection = new signalR.HubConnectionBuilder()
  .withUrl("/hubs/assistant")
  .withAutomaticReconnect([0, 300, 1000, 2000, 4000, 8000, 15000])
  .configureLogging(signalR.LogLevel.None)
  .build();
let starting = null;
const connected = () => {
  if (connection.state === signalR.HubConnectionState.Connected) return Promise.resolve();
  starting ??= connection.start().finally(() => (starting = null));
  return starting;
};
connection.onreconnecting(() => say("Connexion perdue, reprise en cours…"));
connection.onreconnected(() => current?.follow());
connection.onclose(() => current?.fail("La connexion est perdue. Posez la question à nouveau."));

const say = (text) => (status.textContent = text);
const element = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
};

class Turn {
  constructor(question, address) {
    this.id = newId();
    this.question = question;
    this.address = address;
    this.last = 0;
    this.section = document.createElement("section");
    this.section.className = "turn";
    this.section.dataset.turn = this.id;
    this.section.dataset.testid = "turn";
    this.section.setAttribute("aria-busy", "true");
    this.section.setAttribute("aria-labelledby", "q-" + this.id);
    this.section.append(element('<h2 class="q"></h2><div class="cards" aria-hidden="true" data-ghosts><div class="ghost"></div><div class="ghost"></div><div class="ghost"></div></div><div class="row" data-running><button class="btn" type="button">Arrêter</button> <span class="small soft">Recherche en cours…</span></div>'));
    const title = this.section.querySelector("h2");
    title.id = "q-" + this.id;
    title.textContent = "«\u202f" + question + "\u202f»";
    this.running = this.section.querySelector("[data-running]");
    this.running.querySelector("button").addEventListener("click", () => this.stop());
    turns.append(this.section);
    this.section.scrollIntoView({ block: "start" });
    say("Recherche en cours…");
  }

  follow() {
    this.stream?.dispose();
    this.stream = connection
      .stream("Ask", { turn: this.id, conversation, question: this.question, address: this.address, after: this.last })
      .subscribe({
        next: (part) => this.take(part),
        error: (failure) => {
          // A lost connection is taken up again by itself; a refusal is not. Which of both it was is known once the connection has noticed its own end.
          queueMicrotask(() => {
            if (connection.state === signalR.HubConnectionState.Connected) this.fail(/HubException: (.*)$/.exec(failure.message)?.[1]);
          });
        },
        complete: () => {},
      });
  }

  take(part) {
    if (part.number <= this.last) return;
    this.last = part.number;
    if (part.kind === "sentence") {
      this.prose ??= this.begin();
      this.prose.append(element(part.html));
      this.running.querySelector("span").textContent = "Rédaction en cours…";
      return;
    }
    if (part.kind !== "understood" && part.kind !== "emergency") this.section.querySelector("[data-ghosts]")?.remove();
    if (part.kind !== "cards") this.prose?.classList.remove("live");
    this.running.before(element(part.html));
    if (part.kind === "cards") {
      const count = this.section.querySelectorAll("[data-testid=card]").length;
      say(count + (count > 1 ? " initiatives montrées" : " initiative montrée"));
    }
    if (part.kind === "nothing") say("Rien trouvé.");
    if (["ended", "failed", "lost"].includes(part.kind)) this.end();
  }

  begin() {
    const prose = document.createElement("p");
    prose.className = "say live";
    prose.setAttribute("aria-live", "polite");
    this.running.before(prose);
    return prose;
  }

  // The stream's cancellation stops the server; its last word is then asked for.
  stop() {
    this.stream?.dispose();
    say("Réponse arrêtée.");
    this.follow();
  }

  fail(message) {
    this.section.querySelector("[data-ghosts]")?.remove();
    const note = document.createElement("p");
    note.className = "note warn";
    note.setAttribute("role", "alert");
    note.textContent = message ?? "La réponse n’a pas pu être préparée. Posez la question à nouveau dans un instant.";
    this.running.before(note);
    if (!box.value) {
      box.value = this.question;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.end();
  }

  end() {
    this.prose?.classList.remove("live");
    this.running.remove();
    this.section.removeAttribute("aria-busy");
    this.section.querySelector("[data-ghosts]")?.remove();
    current = null;
    composer.querySelector("button").disabled = false;
    say("Réponse terminée.");
    remember(conversation);
    if (tools) {
      tools.hidden = false;
      tools.querySelector("[data-transcript]").href = `/assistant/${conversation}/transcription.txt`;
    }
  }
}

async function ask(question, address, fallback) {
  if (current || !question) return;
  composer.querySelector("button").disabled = true;
  try {
    await connected();
  } catch {
    fallback();
    return;
  }
  history.replaceState(null, "", "/assistant?c=" + conversation);
  current = new Turn(question, address);
  current.follow();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  ask(question, "", () => (location.href = "/assistant?" + new URLSearchParams({ c: conversation, q: question })));
  if (question) {
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-ask]");
  if (!link || link.pathname !== "/assistant" || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const question = new URLSearchParams(link.search).get("q");
  if (!question) return;
  event.preventDefault();
  ask(question, link.search, () => (location.href = link.href));
});
addEventListener("submit", async (event) => {
  const form = event.target;
  const thumbs = form.closest?.("[data-thumbs]");
  if (thumbs && connection.state === signalR.HubConnectionState.Connected) {
    event.preventDefault();
    const useful = (event.submitter?.name === "useful" ? event.submitter.value : form.elements.useful.value) === "true";
    const thanked = await connection.invoke("Rate", thumbs.dataset.thumbs, useful, form.elements.reason?.value || null);
    thumbs.textContent = thanked ? "Merci de votre avis." : "Cette réponse n’est plus gardée.";
    thumbs.setAttribute("role", "status");
  } else if (form.matches?.("[data-erase]")) {
    remember(null);
  }
});

// A question that came with the address has been answered by the page; its conversation goes on here.
if (tools && !tools.hidden) history.replaceState(null, "", "/assistant?c=" + conversation);
