/** The laws of the house, each kept by the program and each shown to catch a small offender. */
import { join } from 'node:path';
import t from 'tap';
import { downhill, noBarrels, packagesAtHome, tablesAtHome } from './laws-of-imports.ts';
import * as text from './laws-of-text.ts';
import { filesUnder, project, readSources, type Source, source } from './sources.ts';

const program = readSources(join(project, 'src'));
const tests = readSources(join(project, 'test'));

type Law = (files: readonly Source[]) => string[];
/** The law, and small files: those that offend, and one that looks alike and does not. */
const laws: Array<{
  promise: string;
  law: Law;
  over?: readonly Source[];
  offenders: Array<[path: string, text: string]>;
  fine: [path: string, text: string];
}> = [
  {
    promise: 'imports go downhill, and doors never import each other',
    law: downhill,
    offenders: [
      ['mirror/x.ts', "import { y } from '../cases/y.ts';"],
      ['desk/x.ts', "import { y } from '../portal/y.ts';"],
      ['cases/x.ts', "import type { Y } from '../main/y.ts';"],
      ['ladder/x.ts', "import { y } from '../ledger/y.ts';"],
      ['cases/x.ts', "import { y } from '../adapters/y.ts';"],
      ['cases/x.ts', "import { y } from '../web/y.ts';"],
      ['cases/x.ts', "const y = await import('../desk/y.ts');"],
      ['cases/x.ts', "export * from '../sandbox/y.ts';"],
      ['adapters/x.ts', "import { y } from '../cases/y.ts';"],
      ['nowhere/x.ts', "import { y } from '../values/y.ts';"],
      ['cases/x.ts', "import { y } from '../../test/y.ts';"],
    ],
    fine: [
      'cases/x.ts',
      "import { y } from '../mirror/y.ts'; import { z } from './z.ts'; import { w } from '../db/work.ts';",
    ],
  },
  {
    promise: 'a package is imported where it is at home',
    law: packagesAtHome,
    offenders: [
      ['payments/x.ts', "import Stripe from 'stripe';"],
      ['sending/x.ts', "import { ServerClient } from 'postmark';"],
      ['sending/x.ts', "import twilio from 'twilio';"],
      ['cases/x.ts', "import { PgBoss } from 'pg-boss';"],
      ['cases/open-case.ts', "import { sql } from 'drizzle-orm';"],
      ['cases/open-case.ts', "import { pgTable } from 'drizzle-orm/pg-core';"],
      ['cases/store.ts', "import postgres from 'postgres';"],
      ['desk/page.ts', "import fastify from 'fastify';"],
    ],
    fine: ['cases/store-holds.ts', "import { sql } from 'drizzle-orm';"],
  },
  {
    promise: 'a room’s tables are touched by its own stores only',
    law: tablesAtHome,
    offenders: [
      ['sending/store.ts', "import { invoices } from '../mirror/tables.ts';"],
      ['sending/send-letter.ts', "import { messages } from './tables.ts';"],
    ],
    fine: ['sending/store-messages.ts', "import { messages } from './tables.ts';"],
  },
  {
    promise: 'no file re-exports another',
    law: noBarrels,
    offenders: [
      ['cases/all.ts', "export * from './open-case.ts';"],
      ['cases/all.ts', "export { openCase } from './open-case.ts';"],
    ],
    fine: ['cases/one.ts', "import { a } from './a.ts';\nexport const b = a;"],
  },
  {
    promise: 'pure rooms do not wait, read, write or import packages',
    law: text.pureRoomsArePure,
    offenders: [
      ['law/x.ts', 'export async function x() {}'],
      ['ladder/x.ts', "import { z } from 'zod';"],
      ['values/x.ts', "import { readFileSync } from 'node:fs';"],
      ['ledger/x.ts', "import { entries } from './store.ts';"],
      ['ladder/x.ts', "export const x = () => fetch('http://x');"],
      ['values/x.ts', 'export const x = () => console.log(1);'],
      ['ladder/post.ts', 'export async function post(work: Work) {}'],
    ],
    fine: ['values/x.ts', "import { createHash } from 'node:crypto'; export const x = { process: 1 };"],
  },
  {
    promise: 'the clock is read in wiring and handed down',
    law: text.clockIsHandedDown,
    offenders: [
      ['cases/x.ts', 'const now = new Date();'],
      ['main/start.ts', 'const now = Date.now();'],
      ['web/x.ts', 'const now = Temporal.Now.instant();'],
    ],
    fine: ['cases/x.ts', "const day = new Date('2026-01-01'); // not new Date()"],
  },
  {
    promise: 'the environment is read in config.ts only',
    law: text.environmentIsReadOnce,
    offenders: [['main/wiring.ts', "const url = process.env['DATABASE_URL'];"]],
    fine: ['main/config.ts', 'const env = process.env;'],
  },
  {
    promise: 'a verb’s file exports one function, named like the file',
    law: text.verbsAreNamedLikeTheirFile,
    offenders: [
      ['cases/open-case.ts', 'export async function closeCase() {}'],
      ['cases/open-case.ts', 'export async function openCase() {}\nexport function other() {}'],
      ['cases/open-case.ts', 'export async function openCase() {}\nexport const other = () => 3;'],
      ['cases/open-case.ts', 'export function begin(work: Work) {}'],
    ],
    fine: [
      'cases/open-case.ts',
      'export type Opened = string;\nexport const limitDays = 3;\nexport async function openCase() { inner(); }\nfunction inner() {}',
    ],
  },
  {
    promise: 'functions have at most 70 lines and files at most 300',
    law: text.smallEnough,
    offenders: [
      ['cases/x.ts', `function x() {\n${'  y();\n'.repeat(69)}}`],
      ['cases/x.ts', `const x = () => {\n${'  y();\n'.repeat(69)}};`],
      ['cases/x.ts', 'y();\n'.repeat(301)],
    ],
    fine: ['cases/x.ts', `function x() {\n${'  y();\n'.repeat(68)}}\n${'y();\n'.repeat(230)}`],
  },
  {
    promise: 'nothing is left unfinished and no check is switched off',
    law: text.nothingUnfinished,
    over: [...program, ...tests.filter(({ path }) => path !== 'house/laws.test.ts')],
    offenders: [
      ['cases/x.ts', `// ${'TO'}DO: later`],
      ['cases/x.ts', `// @ts-${'ignore'}`],
      ['cases/x.ts', `// biome-${'ignore'} lint: no`],
    ],
    fine: ['cases/x.ts', '// what a member has to do'],
  },
  {
    promise: 'no type is switched off with any',
    law: text.noAny,
    over: [...program, ...tests],
    offenders: [
      ['cases/x.ts', 'const x = y as any;'],
      ['cases/x.ts', 'function x(y: any[]) {}'],
    ],
    fine: ['cases/x.ts', 'const any = 1; // any'],
  },
];

for (const { promise, law, over = program, offenders, fine } of laws) {
  t.test(promise, async (t) => {
    t.same(law(over), []);
    for (const [path, wrong] of offenders)
      t.equal(law([source(path, wrong)]).length, 1, `caught: ${path}: ${wrong.split('\n')[0]}`);
    t.same(law([source(...fine)]), [], `not caught: ${fine[1].split('\n')[0]}`);
  });
}

t.test('no file’s name says nothing', async (t) => {
  t.same(text.namesSaySomething(['src', 'test', 'views'].flatMap((folder) => filesUnder(join(project, folder)))), []);
  const wrong = ['cases/utils.ts', 'helpers/x.ts', 'cases/index.ts', 'common.ts', 'cases/service.ts'];
  t.same(text.namesSaySomething(wrong), wrong);
  t.same(text.namesSaySomething(['cases/commonly-late.ts']), []);
});
