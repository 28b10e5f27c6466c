// What admins see: how the relay does, its accounts, and links to accounts.
import words from './words.js';
import { call } from './api.js';
import {
  $, bytes, confirmed, copy, el, fill, number, onSubmit, picture, press, rowButton, say, table, time,
} from './dom.js';
import { kind, stores } from './mine.js';

const DAY_MILLIS = 86_400_000;
const LOW_BYTES = 1_000_000_000;

let me;
let accounts = [];
let nextPage = '';

function backup(status) {
  if (!status.has_backups) {
    return [words['status.backup.off'], true];
  }
  const at = Number(status.last_backup_millis);
  const isLate = Number(status.now_millis) - at > 1.5 * DAY_MILLIS;
  if (at === 0) {
    return [words['status.backup.none'], true];
  }
  return [isLate ? `${time(at)}. ${words['status.backup.late']}` : time(at), isLate];
}

function blobs(status) {
  if (!status.blobs_answer) {
    return [words['status.blobs.dead'], true];
  }
  const unit = words[status.blob_count === '1' ? 'status.file' : 'status.files'];
  const text = words[`status.blobs.${status.blob_place}`];
  return [fill(text, `${number(status.blob_count)} ${unit}`, bytes(status.blob_bytes)), false];
}

function free(status) {
  const isLow = Number(status.free_bytes) < LOW_BYTES;
  const left = bytes(status.free_bytes);
  return [isLow ? `${left}. ${words['status.free.low']}` : left, isLow];
}

function facts(status) {
  const waiting = status.waiting_bytes === '0' ? words['status.waiting.none'] : bytes(status.waiting_bytes);
  const database = fill(
    words['status.database.value'], status.database_version, bytes(status.database_bytes));
  return [
    ['status.backup', ...backup(status)],
    ['status.database', database, false],
    ['status.blobs', ...blobs(status)],
    ['status.free', ...free(status)],
    ['status.waiting', waiting, false],
    ['status.lines', number(status.lines), false],
    ['status.accounts', number(status.accounts), false],
    ['status.vaults', number(status.vaults), false],
    ['status.since', time(status.started_millis), false],
  ];
}

async function showStatus() {
  const status = await call('GET', '/v1/admin/status');
  $('#status .facts').replaceChildren(
    ...facts(status).map(([key, value, isWrong]) =>
      el(
        'div',
        { className: isWrong ? 'wrong' : '' },
        el('dt', {}, words[key]),
        el('dd', {}, value))));
  return status;
}

function badges(account) {
  const said = [
    [account.account_id === me.account_id, 'account.you', ''],
    [account.admin, 'account.admin', ''],
    [account.suspended_millis !== '0', 'account.suspended', 'warning'],
  ];
  return said
    .filter(([is]) => is)
    .flatMap(([, key, look]) => [' ', el('span', { className: `badge ${look}` }, words[key])]);
}

async function change(account, word) {
  const title = fill(words[`account.${word}.title`], account.email);
  if (!(await confirmed(title, words[`account.${word}.text`], words[`account.${word}`]))) {
    return;
  }
  const verb = word === 'suspend' ? 'suspend' : 'resume';
  await call('POST', `/v1/admin/accounts/${account.account_id}/${verb}`);
  account.suspended_millis = word === 'suspend' ? String(Date.now()) : '0';
  tableOfAccounts();
  say(fill(words[`account.${word}.done`], account.email));
}

function action(account) {
  if (account.account_id === me.account_id) {
    return '';
  }
  const word = account.suspended_millis === '0' ? 'suspend' : 'enable';
  const look = word === 'suspend' ? 'quiet danger' : 'quiet';
  return rowButton(words[`account.${word}`], account.email, () => change(account, word), look);
}

/** The devices of an account below its row, fetched when they are asked for. */
function devices(account) {
  if (account.devices === 0) {
    return words['account.devices.none'];
  }
  const text = fill(
    words[account.devices === 1 ? 'account.device' : 'account.devices.count'], number(account.devices));
  const list = el('ul', { hidden: true });
  const button = el('button', { type: 'button', className: 'link', 'aria-expanded': 'false' }, text,
    el('span', { className: 'unseen' }, ` ${account.email}`));
  button.addEventListener('click', () => press(button, async () => {
    if (list.hidden) {
      const answer = await call('GET', `/v1/admin/accounts/${account.account_id}/devices`);
      list.replaceChildren(...answer.devices.map((device) =>
        el('li', {}, `${device.name} (${kind(device)}), `, device.revoked_millis === '0'
          ? time(device.last_seen_millis)
          : fill(words['device.revoked'], time(device.revoked_millis)))));
    }
    list.hidden = !list.hidden;
    button.setAttribute('aria-expanded', String(!list.hidden));
  }));
  return [button, list];
}

function tableOfAccounts() {
  $('#accounts .rows').replaceChildren(table(
    words.accounts,
    [words.account, words['account.made'], words['account.seen'], words['account.devices'],
      words['account.stores'], words['account.actions']],
    accounts.map((account) => [
      [account.email, ...badges(account)],
      time(account.created_millis),
      time(account.last_seen_millis),
      devices(account),
      stores(account),
      action(account),
    ])));
  $('#more').hidden = nextPage === '';
}

async function showAccounts(page) {
  const answer = await call('GET', `/v1/admin/accounts?page=${encodeURIComponent(page)}`);
  accounts = page === '' ? answer.accounts : [...accounts, ...answer.accounts];
  nextPage = answer.next_page;
  tableOfAccounts();
}

function whom(invitation) {
  return invitation.email === '' ? words['invitation.anyone'] : invitation.email;
}

function what(invitation) {
  if (invitation.reset) {
    return words['invitation.reset'];
  }
  return words[invitation.admin ? 'invitation.admin' : 'invitation.account'];
}

async function withdraw(invitation) {
  const title = fill(words['invitation.withdraw.title'], whom(invitation));
  if (!(await confirmed(title, words['invitation.withdraw.text'], words['invitation.withdraw']))) {
    return;
  }
  await call('DELETE', `/v1/admin/invitations/${invitation.invitation_id}`);
  await showInvitations();
  say(words['invitation.withdraw.done']);
}

async function showInvitations() {
  const { invitations } = await call('GET', '/v1/admin/invitations');
  $('#invitations .rows').replaceChildren(
    invitations.length === 0
      ? el('p', { className: 'none' }, words['invitations.none'])
      : table(
          words.invitations,
          [words['invitation.for'], words['invitation.what'], words['invitation.until'], words['account.actions']],
          invitations.map((invitation) => [
            whom(invitation),
            what(invitation),
            time(invitation.expires_millis),
            rowButton(words['invitation.withdraw'], whom(invitation), () => withdraw(invitation)),
          ])));
}

/** The link is in the page until it is put away, and nowhere else. */
function showLink(made) {
  const where = $('#made');
  const again = el('button', { type: 'button', className: 'primary' }, words['invite.copy']);
  again.hidden = !navigator.clipboard;
  again.addEventListener('click', () => press(again, () => copy(made.link)));
  const close = el('button', { type: 'button' }, words['invite.close']);
  close.addEventListener('click', () => {
    where.replaceChildren();
    where.hidden = true;
    $('#invite-email').focus();
  });
  where.replaceChildren(
    el('div', {},
      el('h3', {}, words['invite.made']),
      el('p', {}, words['invite.once']),
      el('p', {}, el('code', { id: 'link' }, made.link)),
      el('p', { className: 'buttons' }, again, close)),
    el('img', { src: picture(made.qr_svg), alt: words['invite.qr.alt'], width: 168, height: 168 }));
  where.hidden = false;
  where.focus();
}

onSubmit($('#invite-form'), async (form) => {
  const made = await call('POST', '/v1/admin/invitations', {
    email: form.get('email'),
    admin: form.get('admin') !== null,
  });
  $('#invite-form').reset();
  showLink(made);
  await showInvitations();
});
$('#more').addEventListener('click', (event) =>
  press(event.currentTarget, () => showAccounts(nextPage)));
$('#again').addEventListener('click', (event) =>
  press(event.currentTarget, async () => {
    const status = await showStatus();
    say(fill(words['status.looked'], time(status.now_millis)));
  }));

export async function showAdmin(who) {
  me = who;
  await Promise.all([showStatus(), showAccounts(''), showInvitations()]);
}
