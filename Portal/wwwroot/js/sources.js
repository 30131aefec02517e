// When a worker has got on, this page is asked for again by its own address, and the parts that live are shown anew.
const connection = new signalR.HubConnectionBuilder().withUrl('/hubs/sources').withAutomaticReconnect().build();
let asking = false;
let again = false;

const renew = async () => {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const part of document.querySelectorAll('[data-live][id]')) {
        const next = page.getElementById(part.id);
        // A part in which somebody is at work stays as it is until they leave it.
        if (next && next.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
          part.replaceWith(document.importNode(next, true));
        }
      }
    }
  } finally {
    asking = false;
    if (again) {
      again = false;
      setTimeout(renew, 500);
    }
  }
};

connection.on('progress', (kind) => {
  if (kind === 'visit') {
    renew();
  }
});
connection.onreconnected(renew);
connection.start().catch(() => setTimeout(() => connection.start().catch(() => {}), 5000));
