/**
 * `rykker trail check`: a trail that was taken away as lines of JSON, checked by somebody who has nothing but the file, and
 * heads that were kept elsewhere if there are any. Needs no database and no settings; a file of any size, line by line.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chainKey, headsIn } from '../trail/heads.ts';
import { trailCheck } from '../trail/trail-lines.ts';
import { keptAnchors } from './anchor-files.ts';
import { type Command, fail } from './command.ts';

const notAsked = 2;

export const trailCheckCommand: Command = {
  name: 'trail check',
  usage: `npm run rykker -- trail check FILE [--anchor FILE]
  Checks a trail that was downloaded as lines of JSON, without a database: every hash, every link that follows on another, what was
  said. --anchor has heads that were kept elsewhere. Ends with 0 when all holds, 1 when something does not, 2 when it could not be asked.`,
  run: async (words) => {
    const asked = askedFor(words);
    if (asked === null) return fail(trailCheckCommand.usage, notAsked);
    if (!existsSync(asked.file)) return fail(`There is no file ${asked.file}.`, notAsked);
    const anchors = asked.anchor === null ? '' : textOf(asked.anchor);
    if (anchors === null || (asked.anchor !== null && headsIn(anchors).size === 0))
      return fail(`${asked.anchor} cannot be read, or no head of a chain is in it.`, notAsked);

    const hashAt = new Map<number, string>();
    const heads = [...headsIn(anchors)];
    const wanted = new Set(heads.flatMap(([, kept]) => kept.map(({ seq }) => seq)));
    const check = trailCheck((seq, hash) => {
      if (wanted.has(seq)) hashAt.set(seq, hash);
    });
    for await (const line of createInterface({ input: createReadStream(asked.file, 'utf8'), crlfDelay: Infinity }))
      if (line !== '' && check.see(line) !== null) break;
    const { flaw, creditorId, rows, waiting, said, erased } = check.end();
    const kept = heads.find(([key]) => key === chainKey({ creditorId, chain: 'trail' }))?.[1] ?? [];
    const other = kept.find(({ seq, hash }) => hashAt.has(seq) && hashAt.get(seq) !== hash);
    if (flaw !== null) return fail(`It does not hold. ${flaw}`);
    if (other) return fail(`It does not hold. Link ${other.seq} is not the one that was kept on ${other.day}.`);
    const beside = asked.anchor === null ? '' : ` ${hashAt.size} kept heads stand in it as they were kept.`;
    console.log(
      `It holds: ${rows} rows, ${said} with what was said, ${erased} whose words were erased, ${waiting} not yet linked.${beside}`,
    );
    return 0;
  },
};

function askedFor(words: readonly string[]): { readonly file: string; readonly anchor: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { anchor: { type: 'string' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? null : { file, anchor: values.anchor ?? null };
  } catch {
    return null;
  }
}

function textOf(place: string): string | null {
  if (!existsSync(place)) return null;
  return statSync(place).isDirectory() ? keptAnchors(place) : readFileSync(place, 'utf8');
}
