/*
 * The queue under the fingers. The page works without this; it only presses what is already there.
 *   <form data-queue> around <table class="queue">, rows with a checkbox and a link in th[scope=row]
 *   <button data-key="a"> and so on: pressed for the ticked rows, or for the row one stands on
 *   <input data-key-field="s">: what that button needs to know first; its <details> opens and the field is focused
 *   <input type="search" data-key="/">, <dialog id="keys"> with <input type="checkbox" data-keys-switch>,
 *   <input type="checkbox" data-all hidden>, <output data-chosen>
 * Keys that are one letter can be switched off (WCAG 2.1.4); nothing is a key while one types.
 */
const queue = document.querySelector('[data-queue]');
const rows = queue ? [...queue.querySelectorAll('.queue tbody tr')] : [];
const boxes = rows.map((row) => row.querySelector('input[type="checkbox"]')).filter(Boolean);
let here = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');

// A browser that keeps nothing (a private window, a full disk) still has its keys.
function kept(store, name, value) {
  try {
    if (value === undefined) return store.getItem(name);
    if (value === null) store.removeItem(name);
    else store.setItem(name, value);
  } catch {}
  return null;
}

const keysOn = () => kept(localStorage, 'rykker-keys') !== 'off';

function stand(at) {
  if (rows.length === 0) return;
  rows[here]?.removeAttribute('data-here');
  here = Math.max(0, Math.min(rows.length - 1, at));
  const row = rows[here];
  row.setAttribute('data-here', '');
  (row.querySelector('th a') ?? row.querySelector('input'))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

function tick() {
  const box = rows[here]?.querySelector('input[type="checkbox"]');
  if (!box || box.disabled) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

// An act is for what is ticked; with nothing ticked, for the row one stands on.
function press(key) {
  const button = queue?.querySelector(`button[data-key="${key}"]`);
  if (!button || button.disabled) return;
  if (!boxes.some((box) => box.checked)) tick();
  if (!boxes.some((box) => box.checked)) return;
  const field = queue.querySelector(`[data-key-field="${key}"]`);
  if (field && field.value === '') {
    const folded = field.closest('details');
    if (folded) folded.open = true;
    field.focus();
    return;
  }
  kept(sessionStorage, 'rykker-row', String(here));
  button.click();
}

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  const all = queue?.querySelector('[data-all]');
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const said = queue?.querySelector('[data-chosen]');
  if (said) said.textContent = chosen === 0 ? '' : `${chosen} chosen`;
}

const keys = {
  j: () => stand(here + 1),
  k: () => stand(here < 0 ? 0 : here - 1),
  x: tick,
  a: () => press('a'),
  h: () => press('h'),
  s: () => press('s'),
  w: () => press('w'),
  '/': () => document.querySelector('input[data-key="/"]')?.focus(),
  '?': () => {
    const help = document.querySelector('dialog#keys');
    if (help?.open) help.close();
    else help?.showModal();
  },
};

// Arrows move between rows only from inside the list: everywhere else they scroll the page.
const arrows = { ArrowDown: () => stand(here + 1), ArrowUp: () => stand(here - 1) };

function meant(event) {
  if (Object.hasOwn(arrows, event.key)) return event.target.closest?.('.queue tbody') ? arrows[event.key] : null;
  return keysOn() && Object.hasOwn(keys, event.key) ? keys[event.key] : null;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
  if (typing) {
    const key = typing.dataset.keyField;
    if (event.key === 'Escape') stand(here);
    // Enter in a field of the queue means the button beside it, never the first button of the form.
    if (event.key !== 'Enter' || key === undefined) return;
    event.preventDefault();
    if (typing.value !== '') press(key);
    return;
  }
  if (document.querySelector('dialog[open]') && event.key !== '?') return;
  const act = meant(event);
  if (!act || (rows.length === 0 && !['/', '?'].includes(event.key))) return;
  event.preventDefault();
  act();
});

// The row one has tabbed or clicked into is the one one stands on.
queue?.addEventListener('focusin', (event) => {
  const at = rows.indexOf(event.target.closest('tbody tr'));
  if (at < 0 || at === here) return;
  rows[here]?.removeAttribute('data-here');
  here = at;
});

for (const all of document.querySelectorAll('[data-all]')) {
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const box of boxes) if (!box.disabled) box.checked = all.checked;
    count();
  });
}
queue?.addEventListener('change', count);
for (const each of document.querySelectorAll('[data-opens]')) {
  each.hidden = false;
  each.addEventListener('click', () => document.getElementById(each.dataset.opens)?.showModal());
}

function nameKeys() {
  for (const each of document.querySelectorAll('[data-key]')) {
    if (keysOn()) each.setAttribute('aria-keyshortcuts', each.dataset.key);
    else each.removeAttribute('aria-keyshortcuts');
  }
}

for (const each of document.querySelectorAll('[data-keys-switch]')) {
  each.checked = keysOn();
  each.addEventListener('change', () => {
    kept(localStorage, 'rykker-keys', each.checked ? null : 'off');
    nameKeys();
  });
}

// After an act by key one stands where one stood; the next letter has moved up. What happened is read with it.
const stood = kept(sessionStorage, 'rykker-row');
kept(sessionStorage, 'rykker-row', null);
if (stood !== null && rows.length > 0) {
  const told = document.querySelector('.notice-bar');
  stand(Number(stood));
  if (told && document.activeElement) {
    told.id = 'told';
    document.activeElement.setAttribute('aria-describedby', 'told');
  }
}
nameKeys();
count();
