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

// A file too large is refused before it is sent.
const file = document.querySelector('input[type=file][data-most]');
file?.addEventListener('change', () => {
  const most = Number(file.dataset.most);
  const large = file.files[0] && file.files[0].size > most;
  file.setCustomValidity(large ? `Ce fichier dépasse ${Math.round(most / 1e6)}\u00a0Mo\u202f: partagez-le en plusieurs, ou retirez ce qui ne sert pas.` : '');
  file.reportValidity();
});
