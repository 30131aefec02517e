// While a worker reads the site, this page is asked for again every second, and shown anew when there is an answer.
const every = 1000;
const waiting = () => document.querySelector('[data-waiting]');

const look = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.querySelector('[data-waiting]');
      if (!next) {
        location.reload();
        return;
      }
      const [status, said] = [waiting().querySelector('[role=status]'), next.querySelector('[role=status]')];
      if (status.textContent !== said.textContent) {
        status.textContent = said.textContent;
      }
    }
  } catch (failure) {
    // The portal is away for a moment: the next look tells.
    if (!(failure instanceof TypeError)) {
      throw failure;
    }
  }
  setTimeout(look, every);
};

if (waiting()) {
  setTimeout(look, every);
}
