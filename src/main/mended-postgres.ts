/**
 * Two faults of postgres.js 3.4.9, mended as its source is loaded (porsager/postgres #1066, #1154, #1208; nothing newer is out).
 * A small write is put off until the turn of the event loop is over. When the connection has been cut by then, writing throws
 * where nobody can catch it, which ends the whole process; and the write that was put off is still marked as waiting when the
 * connection is dialled anew, which then never says anything again. A database that fails over or ends a session must be an
 * error of the query that was asked, and nothing else: `test/faults/kill-proposing.test.ts` cuts connections.
 */
import { registerHooks } from 'node:module';

/** Each must be found exactly once: another version of the package is looked at by a person. */
const mends = [
  [
    '    const x = socket.write(chunk, fn)\n',
    `    if (socket === null) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
    const x = socket.write(chunk, fn)
`,
  ],
  [
    "    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n",
    "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n",
  ],
] as const;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/node_modules/postgres/src/connection.js')) return loaded;
    let source = String(loaded.source);
    for (const [broken, whole] of mends) {
      if (source.split(broken).length !== 2)
        throw new Error('postgres is not the version that main/mended-postgres.ts mends: see whether it still must.');
      source = source.replace(broken, whole);
    }
    return { ...loaded, source };
  },
});
