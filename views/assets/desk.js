/*
 * The queue under the fingers. The page works without this; it only presses what is already there.
 *   <form data-queue> around <table class="queue">, rows with a checkbox and a link in th[scope=row]
 *   <button data-key="a"> approve, data-key="h" hold, data-key="s" snooze: pressed for the ticked rows, or for the row one stands on
 *   <input type="search" data-key="/">, <dialog id="keys">, <input type="checkbox" data-all hidden>, <output data-chosen>
 */
const queue = document.querySelector('[data-queue]');
const rows = queue ? [...queue.querySelectorAll('.queue tbody tr')] : [];
const boxes = rows.map((row) => row.querySelector('input[type="checkbox"]')).filter(Boolean);
let here = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');

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
  if (boxes.some((box) => box.checked)) button.click();
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
  '/': () => document.querySelector('input[data-key="/"]')?.focus(),
  '?': () => {
    const help = document.querySelector('dialog#keys');
    if (help?.open) help.close();
    else help?.showModal();
  },
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
  if (typing) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (document.querySelector('dialog[open]') && event.key !== '?') return;
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (!act || (rows.length === 0 && !['/', '?'].includes(event.key))) return;
  event.preventDefault();
  act();
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
count();
