// What other engines need for what `vaultnotes bench crdt` measures: node --expose-gc peers.mjs TRACE
// TRACE is a recording of one author in the format of josephg/editing-traces, gzipped or not. Takes
// those of the packages yjs, loro-crdt and @automerge/automerge that stand beside it.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const EDITS_PER_CHANGE = 10;
const ROUNDS = 5;
const KEYS = 10000;
const MERGED = 1000;

const seeded = seed => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function yjs(Y) {
  const make = () => new Y.Doc();
  const change = (doc, edits) => doc.transact(() => {
    const text = doc.getText('text');
    for (const [at, deleted, inserted] of edits) {
      if (deleted) text.delete(at, deleted);
      if (inserted) text.insert(at, inserted);
    }
  });
  return {
    make,
    change: (doc, edits) => (change(doc, edits), doc),
    save: doc => Y.encodeStateAsUpdateV2(doc),
    load: bytes => { const doc = make(); Y.applyUpdateV2(doc, bytes); return doc; },
    text: doc => doc.getText('text').toString(),
    since: (doc, other) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)),
    told(doc, edits) {
      let told;
      doc.once('update', update => (told = update));
      change(doc, edits);
      return told;
    },
    take: (doc, update) => (Y.applyUpdate(doc, update), doc),
  };
}

function loro(L) {
  const change = (doc, edits) => {
    const text = doc.getText('text');
    for (const [at, deleted, inserted] of edits) {
      if (deleted) text.delete(at, deleted);
      if (inserted) text.insert(at, inserted);
    }
    doc.commit();
    return doc;
  };
  return {
    make: () => new L.LoroDoc(),
    change,
    save: doc => doc.export({ mode: 'snapshot' }),
    load: bytes => { const doc = new L.LoroDoc(); doc.import(bytes); return doc; },
    text: doc => doc.getText('text').toString(),
    since: (doc, other) => doc.export({ mode: 'update', from: other.oplogVersion() }),
    told(doc, edits) {
      const before = doc.oplogVersion();
      change(doc, edits);
      return doc.export({ mode: 'update', from: before });
    },
    take: (doc, update) => (doc.import(update), doc),
  };
}

function automerge(A) {
  const change = (doc, edits) => A.change(doc, d => {
    for (const [at, deleted, inserted] of edits) A.splice(d, ['text'], at, deleted, inserted);
  });
  return {
    make: () => A.from({ text: '' }),
    change,
    save: doc => A.save(doc),
    load: bytes => A.load(bytes),
    text: doc => doc.text,
    since: (doc, other) => A.getChanges(other, doc),
    take: (doc, changes) => A.applyChanges(doc, changes)[0],
  };
}

const now = () => performance.now();

function best(prepare, work) {
  let least = Infinity;
  for (let i = 0; i < ROUNDS; i++) {
    const prepared = prepare();
    globalThis.gc?.();
    const start = now();
    work(prepared);
    least = Math.min(least, now() - start);
  }
  return least;
}

function median(count, work) {
  const times = [];
  for (let i = 0; i < 2 * count; i++) {
    const start = now();
    work(i);
    if (i >= count) times.push(now() - start);
  }
  return times.sort((a, b) => a - b)[count >> 1] * 1000;
}

function replay(peer, changes) {
  let doc = peer.make();
  for (const edits of changes) doc = peer.change(doc, edits);
  return doc;
}

function bursts(peer, doc, seed, length) {
  const random = seeded(seed);
  for (let i = 0; i < MERGED; i++) {
    const at = Math.floor(random() * length);
    doc = peer.change(doc, Array.from({ length: EDITS_PER_CHANGE }, (_, n) => [at + n, 0, 'x']));
  }
  return doc;
}

function remote(peer, saved, length) {
  if (!peer.told) return NaN;
  const random = seeded(3);
  const there = peer.load(saved);
  const here = peer.load(saved);
  const updates = Array.from({ length: 2 * KEYS },
      () => peer.told(there, [[Math.floor(random() * length), 0, 'x']]));
  return median(KEYS, i => peer.take(here, updates[i]));
}

function measure(name, peer, changes, end) {
  const doc = replay(peer, changes);
  if (peer.text(doc) !== end) throw new Error(name + ' ends with another text');
  const saved = peer.save(doc);
  const load = () => peer.load(saved);
  const read = peer.load(saved);
  const random = seeded(1);
  let typed = peer.load(saved);
  const pair = () => {
    const start = load();
    return [bursts(peer, load(), 5, end.length), bursts(peer, start, 6, end.length)];
  };
  const rows = {
    'replay, a change for 10 edits': [best(() => changes, c => replay(peer, c)), 'ms'],
    'load and read the text': [best(() => 0, () => peer.text(load())), 'ms'],
    'first key after loading': [best(load, d => peer.change(d, [[end.length >> 1, 0, 'x']])), 'ms'],
    'the whole text': [median(200, () => peer.text(read)) / 1000, 'ms'],
    'key at a random place, committed': [median(KEYS / 10, () => {
      typed = peer.change(typed, [[Math.floor(random() * end.length), 0, 'x']]);
    }), 'µs'],
    'edit from elsewhere': [remote(peer, saved, end.length), 'µs'],
    'merge 10k edits with 10k, in bursts': [best(
        () => { const [one, two] = pair(); return [one, peer.since(two, one)]; },
        ([one, update]) => peer.take(one, update)), 'ms'],
    'saved size': [saved.length / 1000, 'kB'],
  };
  for (const [row, [value, unit]] of Object.entries(rows)) {
    if (!Number.isNaN(value)) {
      console.log(row.padEnd(36), name.padEnd(12), value.toFixed(2).padStart(10), unit);
    }
  }
}

async function found(name) {
  try {
    return await import(name);
  } catch (e) {
    if (e.code !== 'ERR_MODULE_NOT_FOUND') throw e;
    console.log(name + ' is not here: npm install ' + name);
    return undefined;
  }
}

const bytes = readFileSync(process.argv[2]);
const trace = JSON.parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
const edits = trace.txns.flatMap(txn => txn.patches);
const changes = [];
for (let i = 0; i < edits.length; i += EDITS_PER_CHANGE) {
  changes.push(edits.slice(i, i + EDITS_PER_CHANGE));
}
for (const [name, wrap] of [['yjs', yjs], ['loro-crdt', loro], ['@automerge/automerge', automerge]]) {
  const module = await found(name);
  if (module) measure(name.replace(/.*\//, ''), wrap(module), changes, trace.endContent);
}
