/** The order of the house, as data (README: the slope). A file imports from its own room and from rooms below it. */

/** From the top down. Rooms on one line are doors: they never import each other. */
export const slope: readonly (readonly string[])[] = [
  ['main'],
  ['portal', 'desk', 'settings', 'practice', 'install', 'hooks', 'clock', 'watch'],
  ['insight'],
  ['papers'],
  ['sending'],
  ['conversations'],
  ['arrangements'],
  ['payments'],
  ['bookkeeping'],
  ['cases'],
  ['registers'],
  ['mirror'],
  ['creditors'],
  ['ladder'],
  ['ledger'],
  ['law'],
  ['trail'],
  ['values'],
];

export const doors = slope[1] ?? [];

/** No async, no clock, no I/O, no package. Their stores and tables are the exception. */
export const pureRooms = ['ladder', 'ledger', 'law', 'values'];

/** Below on the slope and yet forbidden: balances come to the ladder as facts, so that a decision cannot write. */
export const neverImports: readonly (readonly [from: string, to: string])[] = [['ladder', 'ledger']];

/**
 * Beside the slope: who may import the room, and what it may import itself. A pattern is a path under `src/`, where
 * `*` stands for anything in a name and `**` for any path.
 */
export const beside: Readonly<Record<string, { readonly from: readonly string[]; readonly to: readonly string[] }>> = {
  web: {
    from: ['main/**', ...doors.map((door) => `${door}/**`)],
    to: ['web/**', 'creditors/**', 'db/**', 'values/**'],
  },
  /** Every room may name the work handle's type. Who may run SQL is the packages' law below. */
  db: { from: ['**'], to: ['db/**', 'values/**'] },
  adapters: { from: ['main/**'], to: ['adapters/**', 'values/**', '*/port.ts'] },
  sandbox: { from: ['main/**'], to: ['sandbox/**', 'values/**'] },
};

/** Packages that have one home. The first pattern that fits a package's name decides. */
export const packageHomes: readonly { readonly packages: RegExp; readonly homes: readonly string[] }[] = [
  { packages: /^(stripe|postmark|twilio)$/, homes: ['adapters/**'] },
  { packages: /^pg-boss$/, homes: ['main/**', 'clock/**', 'db/**'] },
  { packages: /^drizzle-orm/, homes: ['*/store*.ts', '*/tables.ts', 'db/**'] },
  { packages: /^postgres$/, homes: ['db/**'] },
  { packages: /^(pdfkit|fontkit)$/, homes: ['papers/paper-pdf.ts', 'papers/typeface.ts'] },
  { packages: /^(fastify|@fastify\/.*)$/, homes: ['*/routes*.ts', 'web/**', 'main/**', 'sandbox/**'] },
];

/** Where the clock may be read. */
export const clockReaders = ['main/wire-clock.ts', 'sandbox/**'];

/** Where the environment may be read. */
export const environmentReaders = ['main/config.ts'];

/** Rooms that read tables of rooms below through views or for the watch, each written in the plan. */
export const readsOthersTables = ['watch/**', 'cases/store*.ts', 'bookkeeping/store.ts'];
