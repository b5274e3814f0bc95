/** What a person does by hand: `npm run rykker -- COMMAND`. One file per command; this is the list of them. */
import type { Command } from './command.ts';
import { fail } from './command.ts';
import { releaseSendingCommand } from './command-release-sending.ts';

const commands: readonly Command[] = [releaseSendingCommand];

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, place) => words[place] === word));
  if (!command) return fail(commands.map(({ usage }) => usage).join('\n\n'));
  return command.run(words.slice(command.name.split(' ').length));
}
