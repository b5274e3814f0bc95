/**
 * `rykker trail verify` and `rykker ledger verify`: every hash and every balance, creditor by creditor, as the program's own
 * role inside each room. They may run beside the program.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { creditorOfAgreement } from '../creditors/store-doorways.ts';
import { connect } from '../db/connect.ts';
import type { Database } from '../db/work.ts';
import type { ChainName } from '../trail/chain.ts';
import { headsIn } from '../trail/heads.ts';
import { everyCreditor } from '../trail/store-heads.ts';
import { keptAnchors } from './anchor-files.ts';
import { type Command, fail } from './command.ts';
import { type Config, readProcessConfig } from './config.ts';
import { openForReading } from './open-for-reading.ts';
import { missingCreditors, type Verified, verifyChain } from './verify-chains.ts';

/** What could not be asked at all: the input or the place is wrong, and nothing was found out. */
const notAsked = 2;

const options = `[--creditor N] [--anchor FILE]
  N is the agreement number or our own id; left out, every creditor is looked at. FILE has heads that were kept elsewhere, a day's
  file or a piece of the log; left out, all of TRAIL_ANCHOR_DIR. Ends with 0 when all holds, 1 when something does not, 2 when it
  could not be asked.`;

export const trailVerifyCommand: Command = {
  name: 'trail verify',
  usage: `npm run rykker -- trail verify ${options}`,
  run: (words) => verify('trail', trailVerifyCommand.usage, words),
};

export const ledgerVerifyCommand: Command = {
  name: 'ledger verify',
  usage: `npm run rykker -- ledger verify ${options}`,
  run: (words) => verify('ledger', ledgerVerifyCommand.usage, words),
};

async function verify(chain: ChainName, usage: string, words: readonly string[]): Promise<number> {
  const asked = askedFor(words);
  if (asked === null) return fail(usage, notAsked);
  const answer = readProcessConfig(resolve(import.meta.dirname, '..', '..'));
  if (!answer.ok) return fail(answer.problems.join('\n'), notAsked);
  const anchors = anchorText(asked.anchor, answer.config);
  if (anchors === null) return fail(`${asked.anchor} cannot be read, or no head of a chain is in it.`, notAsked);
  try {
    const opened = await openForReading(answer.config, console.error);
    if (opened.kind === 'refused') return fail(opened.why, notAsked);
    const connection = connect(opened.appUrl, { max: 1 });
    try {
      return await verifyAsked(connection.db, chain, asked.creditor, anchors);
    } finally {
      await connection.close();
      await opened.close();
    }
  } catch (thrown) {
    return fail(`The ${chain} could not be looked at: ${thrown instanceof Error ? thrown.message : thrown}`, notAsked);
  }
}

async function verifyAsked(db: Database, chain: ChainName, creditor: string | null, anchors: string): Promise<number> {
  const kept = headsIn(anchors);
  const everyone = await everyCreditor(db);
  const one = creditor === null ? null : await creditorOf(db, everyone, creditor);
  if (creditor !== null && one === null)
    return fail(`There is no creditor ${creditor}: give its agreement number, or our id of it.`, notAsked);

  let allHold = true;
  const tell = ({ holds, says }: Verified) => {
    allHold &&= holds;
    console.log(says);
  };
  for (const creditorId of one === null ? everyone : [one]) tell(await verifyChain(db, chain, creditorId, kept));
  if (one === null) for (const missing of await missingCreditors(db, chain, kept)) tell(missing);
  if (one === null && everyone.length === 0 && allHold)
    console.log('There is no creditor yet, and so nothing to verify.');
  return allHold ? 0 : 1;
}

function askedFor(
  words: readonly string[],
): { readonly creditor: string | null; readonly anchor: string | null } | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { creditor: { type: 'string' }, anchor: { type: 'string' } },
    });
    if (values.creditor?.trim() === '' || values.anchor?.trim() === '') return null;
    return { creditor: values.creditor ?? null, anchor: values.anchor ?? null };
  } catch {
    return null;
  }
}

/** The kept heads as text: of the file or folder that was named, else of every day that was kept. Null where there is none. */
function anchorText(place: string | null, { anchorDir }: Config): string | null {
  if (place === null) return anchorDir === null ? '' : keptAnchors(anchorDir);
  if (!existsSync(place)) return null;
  const text = statSync(place).isDirectory() ? keptAnchors(place) : readFileSync(place, 'utf8');
  return headsIn(text).size === 0 ? null : text;
}

async function creditorOf(db: Database, everyone: readonly string[], asked: string): Promise<string | null> {
  const id = asked.toLowerCase();
  return everyone.includes(id) ? id : creditorOfAgreement(db, 'e-conomic', asked);
}
