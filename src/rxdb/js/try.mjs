// Two RxDB databases in memory, each a device of one workspace: node try.mjs URL DEVICE_ID TOKEN DEVICE_ID TOKEN
import assert from 'node:assert/strict';
import { createRxDatabase } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { Clock, replicate, stampFields, stampWrites } from './tidegate.mjs';

const [url, ...devices] = process.argv.slice(2);
const posts = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 200 },
    title: { type: 'string' },
    content: { type: 'string' },
    ...stampFields,
  },
  required: ['id'],
};

async function device(id, token, node) {
  const database = await createRxDatabase({ name: `device-${node}`, storage: getRxStorageMemory(), multiInstance: false });
  await database.addCollections({ posts: { schema: posts } });
  const clock = new Clock(node.padStart(16, '0'));
  stampWrites(database.posts, clock);
  const replication = { posts: null };
  return {
    posts: database.posts,
    online(live) {
      replication.posts = replicate({ collection: database.posts, url, device: { id, token }, clock, live });
      replication.posts.error$.subscribe((error) => console.error(node, error.parameters?.errors?.[0]?.message ?? error));
      return replication.posts;
    },
    async once() {
      const one = this.online(false);
      await one.awaitInitialReplication();
      await one.cancel();
    },
    async titles() {
      const all = await database.posts.find().exec();
      return Object.fromEntries(all.map((doc) => [doc.id, doc.title]).sort());
    },
    close: () => database.close(),
  };
}

async function until(holds, what) {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`not within 30 s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function meet(a, b, what) {
  await until(async () => JSON.stringify(await a.titles()) === JSON.stringify(await b.titles()), what);
}

const a = await device(devices[0], devices[1], 'a');
const b = await device(devices[2], devices[3], 'b');

// offline, on both sides, one of them the same record
await a.posts.bulkInsert(Array.from({ length: 250 }, (_, i) => ({ id: `a-${i}`, title: `from a, ${i}` })));
await a.posts.insert({ id: 'both', title: 'of a' });
await b.posts.insert({ id: 'both', title: 'of b' });
await b.posts.insert({ id: 'only-b', title: 'of b' });
await a.once();
await b.once();
await a.once();
assert.deepEqual(await a.titles(), await b.titles(), 'what was written offline');
assert.equal(Object.keys(await a.titles()).length, 252);
console.log('offline writes met: 252 records, one of them written by both');

// online: what one writes, the other is told
const liveA = a.online(true);
const liveB = b.online(true);
await Promise.all([liveA.awaitInitialReplication(), liveB.awaitInitialReplication()]);
await (await a.posts.findOne('a-7').exec()).patch({ title: 'written anew' });
await until(async () => (await b.titles())['a-7'] === 'written anew', 'a change reaches the other by the stream');
await (await b.posts.findOne('a-8').exec()).remove();
await until(async () => !('a-8' in (await a.titles())), 'a deletion reaches the other by the stream');
console.log('a change and a deletion were told by the stream');

// both write one record at once, again and again: they agree in the end
for (let i = 0; i < 20; i++) {
  await Promise.all([a, b].map(async (each, n) =>
    (await each.posts.findOne('both').exec()).incrementalPatch({ title: `${i} of ${n}` })));
}
await Promise.all([liveA.awaitInSync(), liveB.awaitInSync()]);
await meet(a, b, 'twenty conflicts end alike on both');
console.log(`twenty conflicts ended alike: ${(await a.titles()).both}`);

await Promise.all([liveA.cancel(), liveB.cancel()]);
await Promise.all([a.close(), b.close()]);
console.log('RxDB replicates');
