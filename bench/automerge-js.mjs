// Writes documents of automerge-js for the engine's tests: node automerge-js.mjs FOLDER
// Needs the package @automerge/automerge 3 beside it.
import * as A from '@automerge/automerge';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const folder = process.argv[2];
const actor = n => n.toString(16).padStart(2, '0').repeat(16);
const seeded = seed => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function start() {
  let doc = A.init({ actor: actor(1) });
  return A.change(doc, { message: 'start', time: 1700000000 }, d => {
    d.text = 'hello 😀 world';
    d.list = [1, 'two', new Date(1600000000123), new Uint8Array([1, 2, 255]), null, true, 2.5];
    d.count = new A.Counter(5);
    d.nested = { deep: { deeper: ['x', { y: 1 }] } };
    d.title = 'title';
    d.raw = new A.ImmutableString('as a whole');
    d.big = 2 ** 40;
  });
}

function edit(doc, random, steps) {
  for (let i = 0; i < steps; i++) {
    doc = A.change(doc, d => {
      const at = Math.floor(random() * (d.text.length - 8));
      const kind = Math.floor(random() * 7);
      if (kind < 3) A.splice(d, ['text'], at, 0, 'ab漢'.slice(0, 1 + kind));
      else if (kind === 3) A.splice(d, ['text'], 0, 1);
      else if (kind === 4) d.count.increment(Math.floor(random() * 9) - 4);
      else if (kind === 5) d.list.insertAt(Math.floor(random() * d.list.length), i);
      else d.title = 'title ' + i;
    });
  }
  return doc;
}

let one = start();
let two = A.clone(one, { actor: actor(2) });
one = A.change(one, d => A.mark(d, ['text'], { start: 1, end: 4, expand: 'after' }, 'bold', true));
two = A.change(two, d => A.mark(d, ['text'], { start: 2, end: 5, expand: 'both' }, 'link', 'http://x'));
for (let round = 0; round < 6; round++) {
  one = edit(one, seeded(round + 1), 25);
  two = edit(two, seeded(round + 100), 25);
  if (round % 2) [one, two] = [A.merge(one, two), A.merge(two, one)];
}
one = A.merge(one, two);
one = A.change(one, d => A.splitBlock(d, ['text'], 3, { type: new A.ImmutableString('para'), parents: [], attrs: {} }));

const plain = v =>
  v instanceof A.Counter ? v.value
  : v instanceof Date ? v.getTime()
  : v instanceof Uint8Array ? Buffer.from(v).toString('base64')
  : A.isImmutableString(v) ? v.val
  : Array.isArray(v) ? v.map(plain)
  : v && typeof v === 'object' ? Object.fromEntries(Object.keys(v).sort().map(k => [k, plain(v[k])]))
  : v;

writeFileSync(folder + '/automerge-js.automerge', A.save(one));
const changes = A.getAllChanges(one).map(c => Buffer.from(c));
writeFileSync(folder + '/automerge-js-changes.automerge', Buffer.concat(changes.reverse()));
writeFileSync(folder + '/automerge-js.json', JSON.stringify({
  content: plain(A.toJS(one)), heads: A.getHeads(one).sort(), changes: changes.length,
  marks: A.marks(one, ['text']), textSha256: createHash('sha256').update(one.text).digest('hex'),
}) + '\n');

// Keys that are empty, which automerge-java does not write.
function emptyKeys() {
  let here = A.change(A.init({ actor: actor(3) }), d => { d.text = 'hello'; d.props = {}; d[''] = { '': { '': 'deep' } }; d.gone = { '': 1 }; });
  let there = A.clone(here, { actor: actor(4) });
  here = A.change(here, d => { d.props[''] = new A.ImmutableString('here'); delete d.gone['']; });
  there = A.change(there, d => { d.props[''] = new A.ImmutableString('there'); d[''][''].words = 'more'; });
  here = A.merge(here, there);
  return A.change(here, d => { A.splice(d, ['text'], 5, 0, ' world'); d[''].n = new A.Counter(2); });
}

const empty = emptyKeys();
writeFileSync(folder + '/empty-keys.automerge', A.save(empty));
writeFileSync(folder + '/empty-keys-changes.automerge', Buffer.concat(A.getAllChanges(empty)));
writeFileSync(folder + '/empty-keys.json', JSON.stringify({
  content: plain(A.toJS(empty)), heads: A.getHeads(empty),
}) + '\n');
