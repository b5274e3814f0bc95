/** A first pull in a process of its own that kills itself, for real, when it has been given its nth page and before that is taken in. */
import { appendFileSync } from 'node:fs';
import { connect } from '../../src/db/connect.ts';
import { workOpener } from '../../src/db/work.ts';
import { pullBooks } from '../../src/mirror/pull-books.ts';
import { countingPages, largeBooks } from './large-books.ts';

const [, , appUrl = '', creditorId = '', diesAt = '', log = ''] = process.argv;
const books = largeBooks();
let pages = 0;
const bookkeeping = countingPages(books.bookkeeping, (page) => {
  appendFileSync(log, `${page}\n`);
  pages += 1;
  if (pages === Number(diesAt)) process.kill(process.pid, 'SIGKILL');
});
const { db, close } = connect(appUrl, { max: 2 });
const outcome = await pullBooks(
  {
    openWork: workOpener(db, () => async () => {}),
    bookkeeping,
    readGrant: async () => 'grant',
    wallNow: () => new Date(),
    react: async () => {},
    onRevoked: async () => {},
  },
  { creditorId },
);
await close();
process.exit(outcome.kind === 'done' ? 0 : 1);
