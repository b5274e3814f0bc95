/** A database with creditors in it and a way to pull the books of one. */
import { randomUUID } from 'node:crypto';
import { insertCreditor } from '../../src/creditors/store.ts';
import { connect, connectRaw } from '../../src/db/connect.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import type { Change } from '../../src/mirror/difference.ts';
import { pullBooks } from '../../src/mirror/pull-books.ts';
import { testDatabase } from '../database.ts';
import type { Books } from './mirror-books.ts';

export async function mirrorHouse(teardown: (deed: () => Promise<void>) => void) {
  const database = await testDatabase();
  const { db, close } = connect(database.appUrl, { max: 3 });
  const behind = connectRaw(database.adminUrl, { max: 1 });
  teardown(async () => {
    await behind.end();
    await close();
    await database.drop();
  });
  const jobs: string[] = [];
  const openWork = workOpener(db, () => async (queue) => void jobs.push(queue));

  return {
    openWork,
    appUrl: database.appUrl,
    /** What was handed on, over all creditors. */
    jobs,
    /** A superuser's hand behind the walls. */
    behind,
    /** A new creditor with these books: `pull` reads them and gives what the house was told. */
    async creditor(books: Pick<Books, 'bookkeeping'>, country: string | null = 'Danmark') {
      const creditorId = randomUUID();
      const inWork = <Value>(deed: (work: Work) => Promise<Value>) =>
        openWork({ creditorId, actor: { kind: 'machine', id: 'test' } }, deed);
      await inWork((work) => insertCreditor(work, profile(creditorId, country), { email: null, name: null }));
      const house = {
        creditorId,
        inWork,
        changes: [] as Change[],
        revoked: 0,
        grant: 'grant' as string | null,
        /** Pulls; what was told is in `changes` when the transaction it was told in held. */
        pull: () => house.read(false),
        /** The same as the nightly comparison. */
        compare: () => house.read(true),
        async read(compares: boolean) {
          house.changes = [];
          return pullBooks(
            {
              openWork,
              bookkeeping: books.bookkeeping,
              readGrant: async () => house.grant,
              wallNow: () => new Date(),
              react: async (_work, changes) => void house.changes.push(...changes),
              onRevoked: async () => {
                house.revoked += 1;
              },
            },
            { creditorId, compares },
          );
        },
      };
      return house;
    },
  };
}

export function profile(agreementNumber: string, country: string | null) {
  return {
    system: 'e-conomic',
    agreementNumber,
    name: 'Nordvind Kaffe ApS',
    companyNumber: null,
    address: null,
    country,
    email: null,
    phone: null,
    baseCurrency: 'DKK',
    bank: { name: null, sortCode: null, account: null },
  } as const;
}
