// What RxDB's replication plugin needs to speak Tidegate's device sync: the stamps that each write bears, and four handlers.
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { EventSource } from 'eventsource';
import { Subject } from 'rxjs';

const hex = (n, digits) => n.toString(16).padStart(digits, '0');

/** A hybrid logical clock: later than all it gave or saw before, whatever the wall clock does. */
export class Clock {
  #millis = 0;
  #counter = 0;

  constructor(node) {
    this.node = node;
  }

  now() {
    this.#pass(Date.now());
    return this.#read();
  }

  seen(hlc) {
    if (hlc > this.#read()) {
      this.#millis = parseInt(hlc.slice(0, 12), 16);
      this.#counter = parseInt(hlc.slice(13, 17), 16);
    }
  }

  #pass(wall) {
    if (wall > this.#millis) {
      this.#millis = wall;
      this.#counter = 0;
    } else if (++this.#counter > 0xffff) {
      this.#millis++;
      this.#counter = 0;
    }
  }

  #read() {
    return `${hex(this.#millis, 12)}-${hex(this.#counter, 4)}-${this.node}`;
  }
}

/** Fields that each document has beside its own: the stamp of its last write. */
export const stampFields = {
  clock: { type: 'integer', minimum: 0 },
  hlc: { type: 'string', maxLength: 34 },
  opId: { type: 'string', maxLength: 64 },
};

/** Stamps each write as it is made: a write that is sent again, after a lost answer, is then known by its op id. */
export function stampWrites(collection, clock) {
  const stamp = (doc) => {
    doc.clock = (doc.clock ?? 0) + 1;
    doc.hlc = clock.now();
    doc.opId = crypto.randomUUID();
  };
  collection.preInsert(stamp, false);
  collection.preSave(stamp, false);
  collection.preRemove(stamp, false);
}

/**
 * Replicates a collection with the table of the same name.
 *
 * @param url such as http://localhost:8081/sync/v1/acme
 * @param device {id, token}
 */
export function replicate({ collection, url, device, clock, live = true }) {
  const table = collection.name;
  const key = collection.schema.primaryPath;
  const own = Object.keys(collection.schema.jsonSchema.properties)
    .filter((name) => !name.startsWith('_') && !(name in stampFields) && name !== 'id');
  const authorization = { authorization: `Bearer ${device.token}` };

  const toDocument = (change) => {
    clock.seen(change.hlc);
    return { ...change.payload, [key]: change.pk, clock: change.clock, hlc: change.hlc, opId: change.opId,
      _deleted: change.op === 'delete' };
  };
  const toOp = ({ newDocumentState: doc }) => {
    const op = { opId: doc.opId, table, pk: doc[key], clock: doc.clock, hlc: doc.hlc, op: doc._deleted ? 'delete' : 'put' };
    if (!doc._deleted) {
      op.payload = Object.fromEntries(own.filter((name) => doc[name] != null).map((name) => [name, doc[name]]));
    }
    return op;
  };
  const ask = async (path, init = {}) => {
    const response = await fetch(url + path, { ...init, headers: { ...authorization, 'content-type': 'application/json' } });
    const body = await response.json();
    if (!response.ok) {
      throw Object.assign(new Error(`${body.errorCode}: ${body.error}`), { code: body.errorCode });
    }
    return body;
  };

  const events = new Subject();
  const replication = replicateRxCollection({
    collection,
    replicationIdentifier: `${url}/${table}`,
    live,
    retryTime: 500,
    waitForLeadership: false,
    pull: {
      batchSize: 100,
      stream$: events.asObservable(),
      handler: async (checkpoint, limit) => {
        const page = await ask(`/pull?cursor=${checkpoint?.version ?? 0}&limit=${limit}&tables=${table}`);
        return { documents: page.changes.map(toDocument), checkpoint: { version: page.nextCursor } };
      },
    },
    push: {
      batchSize: 100,
      handler: async (rows) => {
        const body = JSON.stringify({ deviceId: device.id, ops: rows.map(toOp) });
        const { results } = await ask('/push', { method: 'POST', body });
        const refused = results.find((result) => result.status === 'rejected');
        if (refused) {
          throw new Error(`${refused.errorCode}: ${refused.error}`);
        }
        return results.filter((result) => result.winner).map((result) => toDocument(result.winner));
      },
    },
  });
  if (live) {
    const source = new EventSource(`${url}/watch?tables=${table}`, {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...authorization } }),
    });
    source.addEventListener('change', (event) => {
      const change = JSON.parse(event.data);
      events.next({ documents: [toDocument(change)], checkpoint: { version: change.serverVersion } });
    });
    // what came while nobody listened is pulled
    source.addEventListener('open', () => events.next('RESYNC'));
    const cancel = replication.cancel.bind(replication);
    replication.cancel = () => {
      source.close();
      return cancel();
    };
  }
  return replication;
}
