// The pages of links: making an account, joining a vault, setting a new passphrase. The secret is
// behind the link's # and so never in a request's address; it leaves the address bar at once.
import words from './words.js';
import { Refusal, call, signIn, signOut, signUp } from './api.js';
import { $, about, fill, onSubmit, say } from './dom.js';

const page = document.body.dataset.page;
const SECRET = /^[A-Za-z0-9_-]{20,200}$/;
let secret = '';

function take() {
  const found = location.hash.slice(1);
  if (found === '' || found === 'main') {
    return;
  }
  history.replaceState(null, '', location.pathname);
  secret = SECRET.test(found) ? found : '';
}

function show() {
  const has = secret !== '';
  $('#no-link').hidden = has;
  document.querySelectorAll('section.link').forEach((each) => {
    each.hidden = !has;
  });
}

function done(title, text) {
  secret = '';
  document.querySelectorAll('section.link').forEach((each) => each.remove());
  $('#done-title').textContent = title;
  $('#done-text').textContent = text;
  $('#done').hidden = false;
  $('#next').hidden = false;
  $('#done').focus();
}

/** What a refusal means for a link. */
function meaning(failure) {
  if (failure.code === 'FORBIDDEN') {
    return new Refusal('FORBIDDEN', words[`${page}.refused`]);
  }
  if (failure.code === 'TAKEN') {
    $('#have-email').value = $('#email').value;
    return new Refusal('TAKEN', words['join.taken']);
  }
  return failure;
}

async function vaultName(before) {
  const { vaults } = await call('GET', '/v1/vaults');
  return vaults.find((vault) => !before.includes(vault.vault_id))?.name;
}

async function joined(name) {
  await signOut();
  const title = name ? fill(words['join.done.vault'], name) : words['join.done'];
  done(title, words['join.done.text']);
}

onSubmit($('#make-form'), async (form) => {
  if (form.get('passphrase') !== form.get('again')) {
    throw new Refusal('INVALID', words['passphrase.differ']);
  }
  await signUp(form.get('email'), form.get('passphrase'), secret).catch((failure) => {
    throw meaning(failure);
  });
  if (page === 'reset') {
    await signOut();
    done(words['reset.done'], words['reset.done.text']);
  } else {
    await joined(await vaultName([]).catch(() => undefined));
  }
});

if (page === 'join') {
  onSubmit($('#have-form'), async (form) => {
    await signIn(form.get('email'), form.get('passphrase'));
    try {
      const vault = await call('POST', '/v1/memberships', { secret });
      await joined(vault.name);
    } catch (failure) {
      await signOut();
      throw failure.code === 'NOT_FOUND' ? new Refusal('NOT_FOUND', words['join.no-vault']) : failure;
    }
  });
}

$('.show').addEventListener('change', (event) => {
  document.querySelectorAll('#new, #again').forEach((each) => {
    each.type = event.currentTarget.checked ? 'text' : 'password';
  });
});
addEventListener('hashchange', () => {
  take();
  show();
});

take();
show();
await about().then(
  (relay) => {
    $('#where').textContent = fill(words[`${page}.where`], relay.name);
  },
  (failure) => {
    $('#where').textContent = '';
    say(failure.message, true);
  });
