// Pointing at a part of the partner's page, which runs no script of its own: what is pointed at goes into this page's address, and the panel is asked for anew.
const frame = document.querySelector('iframe[data-page]');
const panel = document.querySelector('[data-panel]');
const nearest = (node) => node?.closest?.('[data-element]') ?? null;
const inner = () => frame.contentDocument;
// The way back down, for who has gone too wide.
let below = [];
let asked = 0;

const chosen = () => {
  const number = new URL(location).searchParams.get('element');
  return number ? inner().querySelector(`[data-element="${CSS.escape(number)}"]`) : null;
};

const unmark = (name) => {
  for (const marked of inner().querySelectorAll(`.${name}`)) {
    marked.classList.remove(name);
  }
};

// What the chosen selector finds, where it is one that a browser reads.
const showFound = () => {
  unmark('sc-found');
  const radio = panel.querySelector('[name=repere]:checked');
  if (!radio || radio.value.startsWith('xpath:')) {
    return;
  }
  const own = radio.value.replace(/@[\w-]+$/, '');
  const items = radio.dataset.inside === 'true' ? [...inner().querySelectorAll('.sc-item')] : [inner()];
  for (const item of items) {
    for (const found of own === '.' ? [item] : item.querySelectorAll(own)) {
      found.classList.add('sc-found');
    }
  }
};

const mark = () => {
  unmark('sc-chosen');
  const element = chosen();
  element?.classList.add('sc-chosen');
  const steps = panel.querySelector('[data-steps]');
  if (steps) {
    steps.hidden = !element;
    steps.querySelector('[data-wider]').disabled = !nearest(element?.parentElement);
    steps.querySelector('[data-closer]').disabled = below.length === 0 && !element?.querySelector('[data-element]');
  }
  showFound();
};

const choose = async (element, keepFocus) => {
  const address = new URL(location);
  address.searchParams.set('element', element.dataset.element);
  history.replaceState(null, '', address);
  const turn = ++asked;
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok || turn !== asked) {
    return;
  }
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-panel]');
  if (!next) {
    location.reload();
    return;
  }
  panel.replaceChildren(...document.importNode(next, true).childNodes);
  mark();
  if (keepFocus) {
    panel.querySelector(keepFocus)?.focus();
  } else if (panel.getBoundingClientRect().top > innerHeight * 0.8) {
    // On a phone the panel stands below the page.
    panel.scrollIntoView({ block: 'start' });
  }
};

panel.addEventListener('click', (event) => {
  const element = chosen();
  if (event.target.closest('[data-wider]') && element) {
    const wider = nearest(element.parentElement);
    below.push(element);
    choose(wider, '[data-wider]');
  } else if (event.target.closest('[data-closer]') && element) {
    choose(below.pop() ?? element.querySelector('[data-element]'), '[data-closer]');
  }
});
panel.addEventListener('change', showFound);

const begin = () => {
  const page = inner();
  if (!page?.body || page.body.dataset.ready) {
    return;
  }
  page.body.dataset.ready = 'true';
  const items = frame.dataset.items;
  if (items) {
    for (const item of page.querySelectorAll(items)) {
      item.classList.add('sc-item');
    }
  }
  for (const element of page.querySelectorAll('[data-element]')) {
    const speaks = element.matches('img, time') || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (speaks) {
      element.tabIndex = 0;
    }
  }
  page.addEventListener('mouseover', (event) => {
    unmark('sc-over');
    nearest(event.target)?.classList.add('sc-over');
  });
  page.addEventListener('mouseleave', () => unmark('sc-over'));
  page.addEventListener('click', (event) => {
    event.preventDefault();
    const element = nearest(event.target);
    if (element) {
      below = [];
      choose(element);
    }
  });
  page.addEventListener('keydown', (event) => {
    const element = nearest(event.target);
    if (element && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      below = [];
      choose(element, '[name=repere]:checked');
    }
  });
  mark();
  frame.dataset.ready = 'true';
};

if (frame) {
  frame.addEventListener('load', begin);
  if (frame.contentDocument?.readyState === 'complete' && frame.contentDocument.URL !== 'about:blank') {
    begin();
  }
}
