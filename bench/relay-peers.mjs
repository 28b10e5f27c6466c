// What a relay and other servers need for the same, one after the other, and what the relay's
// figures are beside theirs; first `npm install --no-package-lock` in this folder:
// node relay-peers.mjs             all of them, with ratios
// node relay-peers.mjs hocuspocus|automerge-repo      one of the others
// Each server is a process of its own, with its files in a temporary folder. VAULTNOTES names
// another way to start ours than the launcher one folder up.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READERS = 50;
const PER_SECOND = 20;
const MESSAGES = 200;
const WARM_UP_MESSAGES = 600; // As many as ours gets before it is measured.
const CATCH_UPS = 3; // The best counts, as it does of ours.
const DOCUMENTS = 1000;
const CHANGES = 20;
const UNDER_WAY = 50;
const QUIET_MILLIS = 12_000; // Hocuspocus stores after 10 s at the latest.
const PIECE = 'x'.repeat(200);

const pause = millis => new Promise(done => setTimeout(done, millis));
const until = async condition => { while (!condition()) await pause(1); };

const hocuspocus = {
  async serve(folder) {
    const { Server } = await import('@hocuspocus/server');
    const { SQLite } = await import('@hocuspocus/extension-sqlite');
    const server = new Server({
      port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false,
      extensions: [new SQLite({ database: join(folder, 'documents.sqlite') })],
    });
    await server.listen();
    return server.address.port;
  },
  async client(port) {
    const { HocuspocusProvider, HocuspocusProviderWebsocket } = await import('@hocuspocus/provider');
    const Y = await import('yjs');
    const { default: WebSocketPolyfill } = await import('ws');
    const websocketProvider = new HocuspocusProviderWebsocket({ url: `ws://127.0.0.1:${port}`, WebSocketPolyfill });
    return {
      async open(name) {
        const document = new Y.Doc();
        const provider = new HocuspocusProvider({ websocketProvider, name, document });
        provider.attach();
        await new Promise(done => provider.on('synced', done));
        const list = document.getArray('pieces');
        return {
          add: piece => list.push([piece]),
          length: () => list.length,
          onChange: told => list.observe(told),
          settled: () => until(() => !provider.hasUnsyncedChanges),
          close: () => provider.destroy(),
        };
      },
      name: index => `document ${index}`,
      close: () => websocketProvider.destroy(),
    };
  },
};

const automergeRepo = {
  async serve(folder) {
    const { Repo } = await import('@automerge/automerge-repo');
    const { WebSocketServerAdapter } = await import('@automerge/automerge-repo-network-websocket');
    const { NodeFSStorageAdapter } = await import('@automerge/automerge-repo-storage-nodefs');
    const { WebSocketServer } = await import('ws');
    const http = createServer();
    const server = new WebSocketServer({ server: http });
    new Repo({
      network: [new WebSocketServerAdapter(server)], storage: new NodeFSStorageAdapter(folder),
      peerId: 'server', sharePolicy: async () => false,
    });
    await new Promise(done => http.listen(0, '127.0.0.1', done));
    return http.address().port;
  },
  async client(port) {
    const { Repo } = await import('@automerge/automerge-repo');
    const { WebSocketClientAdapter } = await import('@automerge/automerge-repo-network-websocket');
    const adapter = new WebSocketClientAdapter(`ws://127.0.0.1:${port}`);
    const repo = new Repo({ network: [adapter] });
    await adapter.whenReady();
    const made = handle => ({
      add: piece => handle.change(doc => doc.pieces.push(piece)),
      length: () => handle.doc().pieces.length,
      onChange: told => handle.on('change', told),
      settled: () => {},
      close: () => {},
    });
    return {
      create: () => { const handle = repo.create({ pieces: [] }); return [handle.url, made(handle)]; },
      async open(url) {
        const handle = await repo.find(url);
        await handle.whenReady();
        return made(handle);
      },
      close: () => repo.shutdown(),
    };
  },
};

/** Waits until the server has written nothing for a while. */
async function stored(folder) {
  const size = () => readdirSync(folder, { recursive: true })
    .reduce((sum, file) => sum + (statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0), 0);
  for (let before = -1, now = size(); before !== now;) {
    await pause(QUIET_MILLIS);
    [before, now] = [now, size()];
  }
}

/** A document's name, made by a client, and the document. */
async function create(client, index) {
  if (client.create) return client.create();
  const name = client.name(index);
  return [name, await client.open(name)];
}

async function live(peer, port, folder, count) {
  const writer = await peer.client(port);
  const [name, written] = await create(writer, 'live');
  await stored(folder);
  const readers = await Promise.all(Array.from({ length: count }, () => peer.client(port)));
  const sent = [], latencies = [];
  for (const reader of readers) {
    const doc = await reader.open(name);
    let seen = doc.length();
    doc.onChange(() => {
      const now = performance.now();
      for (; seen < doc.length(); seen++) latencies.push(now - sent[seen]);
    });
  }
  const start = performance.now();
  for (let i = 0; i < WARM_UP_MESSAGES + MESSAGES; i++) {
    await pause(Math.max(0, start + i * 1000 / PER_SECOND - performance.now()));
    sent[i] = performance.now();
    written.add(PIECE);
  }
  await until(() => latencies.length === count * (WARM_UP_MESSAGES + MESSAGES));
  latencies.splice(0, count * WARM_UP_MESSAGES);
  latencies.sort((a, b) => a - b);
  const of = share => latencies[Math.floor(latencies.length * share)].toFixed(1);
  console.log(`live, 1 writer to ${count}: p50 ${of(0.5)} ms, p99 ${of(0.99)} ms`);
  await Promise.all([writer, ...readers].map(client => client.close()));
}

async function inTurns(count, work) {
  let next = 0;
  await Promise.all(Array.from({ length: UNDER_WAY }, async () => {
    while (next < count) await work(next++);
  }));
}

async function catchUp(peer, port, folder) {
  const writer = await peer.client(port);
  const names = [];
  await inTurns(DOCUMENTS, async index => {
    const [name, doc] = await create(writer, index);
    names[index] = name;
    for (let i = 0; i < CHANGES; i++) { doc.add(PIECE.slice(0, 50)); }
    await doc.settled();
    doc.close();
  });
  await stored(folder);
  await writer.close();
  for (let round = 0; round < CATCH_UPS; round++) await readAll(peer, port, names);
}

async function readAll(peer, port, names) {
  const reader = await peer.client(port);
  const start = performance.now();
  await inTurns(DOCUMENTS, async index => {
    const doc = await reader.open(names[index]);
    await until(() => doc.length() === CHANGES);
    doc.close();
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`cold catch-up of ${DOCUMENTS} documents: ${(DOCUMENTS / seconds).toFixed(0)} documents/s`);
  await reader.close();
}

/** Measures one of the others. */
async function measure(name) {
  const fresh = mkdtempSync(join(tmpdir(), 'relay-peers-'));
  const child = spawn(process.execPath, [self, name, fresh], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const port = await new Promise((done, fail) => {
      child.stdout.on('data', text => Number(text) > 0 && done(Number(text)));
      child.on('exit', () => fail(new Error('The server did not start.')));
    });
    console.log(name);
    await live(peers[name], port, fresh, READERS);
    await live(peers[name], port, fresh, 1);
    await catchUp(peers[name], port, fresh);
  } finally {
    child.kill('SIGKILL');
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What a benchmark says, in a process of its own: one that fails leaves out what it did not say. */
async function said(command, words) {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let all = '';
  child.stdout.on('data', text => { all += text; process.stdout.write(text); });
  const code = await new Promise(done => child.on('close', done));
  if (code !== 0) console.error(`${command} ${words.join(' ')} ended with ${code}`);
  const figures = pattern => [...all.matchAll(pattern)].map(found => Number(found[1].replaceAll(',', '')));
  return {
    p99: Math.min(...figures(/^live, 1 writer to 50.*p99 +([\d,.]+) ms/gm)),
    p50OfOne: Math.min(...figures(/^(?:live, 1 writer to 1:|a letter, on the other machine,) p50 +([\d,.]+) ms/gm)),
    perSecond: Math.max(...figures(/^cold catch-up of.*? ([\d,.]+) documents\/s/gm)),
  };
}

/** Ours beside one of the others; empty when one of them was not measured. */
function ratio(what, own, other, aim) {
  return Number.isFinite(own) && Number.isFinite(other) ? [`${what} ${(own / other).toFixed(2)}x${aim}`] : [];
}

async function ratios() {
  const theirs = {};
  for (const name of Object.keys(peers)) theirs[name] = await said(process.execPath, [self, name]);
  const launcher = process.env.VAULTNOTES ?? fileURLToPath(new URL('../vaultnotes', import.meta.url));
  const own = await said(launcher, ['bench', 'relay', '--like-peers']);
  const { p50OfOne: typed } = await said(launcher, ['bench', 'sync']);
  for (const [name, { p99, perSecond, p50OfOne }] of Object.entries(theirs)) {
    const found = [
      ...ratio('live p99', own.p99, p99, aims[name].p99),
      ...ratio('cold catch-up', own.perSecond, perSecond, aims[name].perSecond),
      ...ratio('a letter from vault to vault, p50', typed, p50OfOne, aims[name].p50OfOne),
    ];
    console.log(`beside ${name}: ${found.join(', ') || 'not measured'}`);
  }
}

const self = fileURLToPath(import.meta.url);
const peers = { hocuspocus, 'automerge-repo': automergeRepo };
const aims = {
  hocuspocus: { p99: ' (≤ 1.0)', perSecond: ' (≥ 5)', p50OfOne: '' },
  'automerge-repo': { p99: ' (≤ 0.2)', perSecond: '', p50OfOne: ' (≤ 0.5)' },
};
const [, , name, folder] = process.argv;
if (name && !peers[name]) {
  console.error(`Which one: ${Object.keys(peers).join(' or ')}`);
  process.exit(2);
}
if (folder) {
  // Whoever started it may die of an error that nobody catches.
  process.stdin.resume().on('end', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
  console.log(await peers[name].serve(folder));
} else {
  await (name ? measure(name) : ratios());
  process.exit(0);
}
