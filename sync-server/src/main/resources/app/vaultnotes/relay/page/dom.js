// Small words for making and filling elements. Text is only ever set as text.
import words from './words.js';
import { ask, fill } from './api.js';

export { fill };

export const $ = (selector, within = document) => within.querySelector(selector);

/** An element with properties (attributes where a name has a dash) and children. */
export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role' || key === 'scope' || key === 'for') {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children);
  return made;
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'];

export function bytes(count) {
  let value = Number(count);
  let unit = 0;
  while (value >= 1000 && unit < SIZES.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(words.locale, { maximumFractionDigits: digits })} ${SIZES[unit]}`;
}

export const number = (value) => Number(value).toLocaleString(words.locale);

export function time(millis, never = words.never) {
  const at = Number(millis);
  return at === 0
    ? never
    : new Date(at).toLocaleString(words.locale, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

export const day = (millis) =>
  new Date(Number(millis)).toLocaleDateString(words.locale, { dateStyle: 'medium' });

let saying;

/** Tells what came of something, also to who listens; a failure stays until the next. */
export function say(text, isFailure = false) {
  const said = $('#said');
  clearTimeout(saying);
  said.textContent = text;
  said.classList.toggle('failure', isFailure);
  if (!isFailure && text !== '') {
    saying = setTimeout(() => say(''), 6_000);
  }
}

/** Does something for a button, which cannot be pressed meanwhile; a failure is said. */
export async function press(button, action) {
  button.disabled = true;
  try {
    await action();
  } catch (failure) {
    say(failure.message, true);
  } finally {
    button.disabled = false;
  }
}

function complain(form, text) {
  const error = $('.error', form);
  error.textContent = text;
  error.hidden = text === '';
}

/** Has a form do something in place of being sent; a failure stands in the form. */
export function onSubmit(form, action) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = $('button:not([type="button"])', form);
    complain(form, '');
    button.disabled = true;
    try {
      await action(new FormData(form));
    } catch (failure) {
      complain(form, failure.message);
    } finally {
      button.disabled = false;
    }
  });
}

/** Asks before something is done. */
export function confirmed(title, text, yes) {
  const dialog = $('#confirm');
  $('#confirm-title').textContent = title;
  $('#confirm-text').textContent = text;
  $('[value="yes"]', dialog).textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** A table whose cells are told with their column's name where it is too narrow for columns. */
export function table(label, columns, rows) {
  const head = columns.map((name) =>
    el('th', { scope: 'col', role: 'columnheader' }, name));
  const body = rows.map((cells) =>
    el('tr', { role: 'row' }, ...cells.map((cell, i) => cellOf(columns[i], cell, i))));
  return el(
    'table',
    { role: 'table', 'aria-label': label },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...head)),
    el('tbody', { role: 'rowgroup' }, ...body));
}

function cellOf(column, content, i) {
  const properties = i === 0 ? { scope: 'row', role: 'rowheader' } : { role: 'cell' };
  const cell = el(i === 0 ? 'th' : 'td', { ...properties, 'data-column': column });
  cell.append(...[content].flat().filter((each) => each !== ''));
  return cell;
}

/** A button of one row, whose name says which. */
export function rowButton(text, what, action, kind = 'quiet') {
  const button = el(
    'button',
    { type: 'button', className: kind },
    text,
    el('span', { className: 'unseen' }, ` ${what}`));
  button.addEventListener('click', () => press(button, action));
  return button;
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
  say(words.copied);
}

export const picture = (svg) => `data:image/svg+xml;base64,${btoa(svg)}`;

/** Fills in how an app connects. */
export async function about() {
  const relay = await ask('GET', '/v1/relay');
  $('#address').textContent = relay.address;
  const hasPrint = relay.fingerprint !== '';
  $('#fingerprint').textContent = relay.fingerprint;
  document.querySelectorAll('.print').forEach((each) => {
    each.hidden = !hasPrint;
  });
  $('.no-print').hidden = hasPrint;
  if (relay.qr_svg !== '') {
    $('#qr img').src = picture(relay.qr_svg);
    $('#qr').hidden = false;
  }
  document.querySelectorAll('.copy').forEach((button) => {
    // A browser gives scripts the clipboard on safe lines only.
    button.hidden = !navigator.clipboard;
    button.onclick = () => press(button, () => copy($(`#${button.dataset.of}`).textContent));
  });
  return relay;
}
