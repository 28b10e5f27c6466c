// The relay's page: what everybody may know, signing in, and what is shown to whom.
import words from './words.js';
import { call, onEnd, signIn, signOut } from './api.js';
import { $, about, fill, onSubmit, press, say } from './dom.js';
import { showMine } from './mine.js';
import { showAdmin } from './admin.js';

const sheets = $('#sheets');

async function tellState() {
  const state = $('#state');
  let told = 'offline';
  try {
    const answer = await fetch('/readyz', { cache: 'no-store', credentials: 'omit' });
    told = answer.ok ? 'ready' : 'not-ready';
  } catch {
    // It is said below.
  }
  state.className = told;
  $('#state-words').textContent = words[`state.${told}`];
}

async function tellRelay() {
  const relay = await about();
  $('#name').textContent = relay.name;
  document.title = `${relay.name} · ${words['relay.title']}`;
  if (relay.version !== '') {
    $('#state-words').append(` · ${fill(words['state.version'], relay.version)}`);
  }
  if (relay.open_sign_up) {
    $('#sign-in .hint').textContent = words['sign-in.open'];
    $('#sign-in .hint').append(' ');
  }
}

function places(shown) {
  const nav = $('#places');
  nav.replaceChildren(
    ...shown.map((id) => {
      const link = document.createElement('a');
      link.href = `#${id}`;
      link.textContent = $(`#${id}-title`).textContent;
      return link;
    }));
  nav.hidden = shown.length === 0;
}

const ids = (kind) => [...document.querySelectorAll(`section.${kind}`)].map((each) => each.id);

async function enter() {
  const me = await call('GET', '/v1/session');
  const shown = [...(me.admin ? ids('admin') : []), ...ids('mine')];
  await Promise.all([...(me.admin ? [showAdmin(me)] : []), showMine()]);
  shown.forEach((id) => {
    $(`#${id}`).hidden = false;
  });
  $('#sign-in').hidden = true;
  $('#sign-in-form').reset();
  sheets.className = 'in';
  sheets.append($('#connect'), $('#readable'));
  places([...shown, 'connect']);
  $('#who').textContent = me.email;
  $('#who').hidden = false;
  $('#sign-out').hidden = false;
  $('#main').focus();
  say(fill(words['signed-in'], me.email));
}

/** Nothing of what was shown stays in the page. */
function leave(text) {
  [...ids('admin'), ...ids('mine')].forEach((id) => {
    $(`#${id}`).hidden = true;
    document.querySelectorAll(`#${id} .rows, #${id} .facts, #made`).forEach((each) => each.replaceChildren());
  });
  $('#made').hidden = true;
  $('#sign-in').hidden = false;
  sheets.className = 'out';
  sheets.prepend($('#connect'));
  places([]);
  $('#who').textContent = '';
  $('#who').hidden = true;
  $('#sign-out').hidden = true;
  $('#email').focus();
  say(text);
}

onSubmit($('#sign-in-form'), async (form) => {
  await signIn(form.get('email'), form.get('passphrase'));
  await enter();
});
$('#sign-out').addEventListener('click', (event) =>
  press(event.currentTarget, async () => {
    await signOut();
    leave(words['signed-out']);
  }));
onEnd(() => leave(words['session.ended']));

await tellState();
await tellRelay().catch((failure) => say(failure.message, true));
