// What everybody sees of their own: vaults and devices.
import words from './words.js';
import { call } from './api.js';
import { $, bytes, confirmed, day, el, fill, number, rowButton, say, table, time } from './dom.js';

function rows(id, none, columns, list) {
  const where = $(`#${id} .rows`);
  where.replaceChildren(
    list.length === 0
      ? el('p', { className: 'none' }, none)
      : table($(`#${id}-title`).textContent, columns, list));
}

async function showVaults() {
  const { vaults } = await call('GET', '/v1/vaults');
  rows(
    'vaults',
    words['vaults.none'],
    [words.vault, words['vault.role'], words['vault.kind'], words['vault.members'], words['vault.stores']],
    vaults.map((vault) => [
      [
        vault.name,
        ...(vault.deleted_from_millis === '0'
          ? []
          : [' ', el('span', { className: 'badge warning' },
              fill(words['vault.deleted'], day(vault.deleted_from_millis)))]),
      ],
      words[`role.${vault.role}`] ?? vault.role,
      words[vault.sealing === 'SEALED' ? 'vault.sealed' : 'vault.open'],
      number(vault.members),
      stores(vault),
    ]));
}

/** What something takes, and of how much where there is a limit. */
export function stores(thing) {
  const taken = bytes(thing.stored_bytes);
  return thing.quota_bytes === '0'
    ? taken
    : fill(words['account.of'], taken, bytes(thing.quota_bytes));
}

export const kind = (device) => words[`kind.${device.kind}`] ?? device.kind;

async function revoke(device) {
  const title = fill(words['device.revoke.title'], device.name);
  if (!(await confirmed(title, words['device.revoke.text'], words['device.revoke']))) {
    return;
  }
  await call('DELETE', `/v1/devices/${device.device_id}`);
  await showDevices();
  say(fill(words['device.gone'], device.name));
}

async function showDevices() {
  const { devices } = await call('GET', '/v1/devices');
  rows(
    'devices',
    words['devices.none'],
    [words.device, words['device.kind'], words['device.seen'], words['device.bound'], words['account.actions']],
    devices.map((device) => [
      device.name,
      kind(device),
      time(device.last_seen_millis),
      time(device.bound_millis),
      device.revoked_millis === '0'
        ? rowButton(words['device.revoke'], device.name, () => revoke(device), 'quiet danger')
        : fill(words['device.revoked'], day(device.revoked_millis)),
    ]));
}

export async function showMine() {
  await Promise.all([showVaults(), showDevices()]);
}
