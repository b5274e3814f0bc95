/**
 * What a person does by hand: `npm run rykker -- COMMAND`. One file per command; this is the list of them. Only the one
 * that is called is loaded: most need a database, some need nothing.
 */
import type { Command } from './command.ts';
import { fail } from './command.ts';

const commands: ReadonlyArray<readonly [name: string, load: () => Promise<Command>]> = [
  ['interest', async () => (await import('./command-interest.ts')).interestCommand],
  ['operator-link', async () => (await import('./command-operator-link.ts')).operatorLinkCommand],
  ['release-sending', async () => (await import('./command-release-sending.ts')).releaseSendingCommand],
  ['trail verify', async () => (await import('./command-verify.ts')).trailVerifyCommand],
  ['trail check', async () => (await import('./command-trail-check.ts')).trailCheckCommand],
  ['ledger verify', async () => (await import('./command-verify.ts')).ledgerVerifyCommand],
];

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  for (const [name, load] of commands) {
    const own = name.split(' ');
    if (own.every((word, place) => words[place] === word)) return (await load()).run(words.slice(own.length));
  }
  const all = await Promise.all(commands.map(([, load]) => load()));
  return fail(all.map(({ usage }) => usage).join('\n\n'));
}
