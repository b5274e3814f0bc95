// A pressed button answers at once and cannot be pressed twice. Without script the form is sent all the same.
const busy = 'aria-busy';

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.hasAttribute(busy)) {
    event.preventDefault();
    return;
  }
  if (form.method !== 'post' || event.defaultPrevented) return;
  form.setAttribute(busy, 'true');
  const button = event.submitter ?? form.querySelector('button:not([type="button"])');
  button?.setAttribute(busy, 'true');
});

// Coming back with the back button may show the page as it was left.
window.addEventListener('pageshow', () => {
  for (const each of document.querySelectorAll(`form[${busy}], .button[${busy}]`)) each.removeAttribute(busy);
});

// A page whose work goes on elsewhere asks to be read again: <main> contains <div data-again="5">, seconds.
const again = document.querySelector('[data-again]');
if (again) setTimeout(() => location.reload(), Math.max(2, Number(again.dataset.again) || 5) * 1000);

// <button type="button" class="button quiet" data-print hidden>: only where it can work.
for (const each of document.querySelectorAll('[data-print]')) {
  each.hidden = false;
  each.addEventListener('click', () => window.print());
}
