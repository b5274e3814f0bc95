/** What a happening changed, as before and after: from the names the trail is told by, so that a new one needs no word here. */
import type { TrailEntry } from '../trail/store.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { isCurrency } from '../values/money.ts';

export type Change = { readonly what: string; readonly before: string; readonly after: string };

const nothing = 'nothing';

/**
 * `before` and `after`, and pairs such as `beforeMinor` and `afterMinor` or `dueDayBefore` and `dueDay`: of the happening
 * itself and of what stands beside the trail, unless that has been erased. Of two lists or objects, only where they differ.
 */
export function changesOf(entry: Pick<TrailEntry, 'details' | 'personal'>): Change[] {
  const currency = entry.details['currency'];
  const money = typeof currency === 'string' && isCurrency(currency) ? currency : null;
  return [entry.details, entry.personal ?? {}].flatMap((said) => {
    const changes: Change[] = [];
    if ('before' in said || 'after' in said) changes.push(...differences('', said['before'], said['after']));
    for (const key of Object.keys(said)) {
      const pair = pairOf(key, said);
      if (pair !== null) changes.push(...differences(pair.what, pair.before, pair.after));
    }
    return changes;
  });

  function differences(what: string, before: unknown, after: unknown): Change[] {
    const [one, other] = [leaves(before), leaves(after)];
    const parts = [...new Set([...one.keys(), ...other.keys()])];
    return parts.flatMap((part) => {
      const name = [what, part].filter((word) => word !== '').join(', ');
      const [from, to] = [one.get(part), other.get(part)].map((value) => said(name, value));
      return from === to ? [] : [{ what: name, before: from!, after: to! }];
    });
  }

  function said(name: string, value: unknown): string {
    if (value === undefined || value === null || value === '') return nothing;
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    const text = String(value);
    if (/(minor|sum|amount)$/i.test(name) && /^-?\d+$/.test(text))
      return money === null ? numberText(BigInt(text), 'EUR', 'en') : amountText(BigInt(text), money, 'en');
    return isDay(text) ? dayText(text, 'en') : text;
  }
}

/** `beforeMinor` and `afterMinor`; `dueDayBefore` and `dueDay`; `grossBeforeMinor` and `grossMinor`. */
function pairOf(key: string, said: Readonly<Record<string, unknown>>) {
  if (/^before[A-Z]/.test(key)) {
    const rest = key.slice('before'.length);
    // A figure from before without one from after is the sentence's own to tell.
    if (!(`after${rest}` in said)) return null;
    return { what: rest === 'Minor' ? 'sum' : worded(rest), before: said[key], after: said[`after${rest}`] };
  }
  if (!/.Before(Minor)?$/.test(key)) return null;
  const name = key.replace(/Before(?=(Minor)?$)/, '');
  return name in said ? { what: worded(name), before: said[key], after: said[name] } : null;
}

/** Every value inside, by the words that lead to it. Members of a list go by their own name where they have one. */
function leaves(value: unknown, path: readonly string[] = []): Map<string, unknown> {
  if (value === null || typeof value !== 'object') return new Map([[path.join(', '), value]]);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return new Map([[path.join(', '), value.join(', ')]]);
  const found = new Map<string, unknown>();
  for (const [key, each] of Object.entries(value)) {
    const name = Array.isArray(value) ? nameIn(each, key) : worded(key);
    for (const [words, leaf] of leaves(each, [...path, name])) found.set(words, leaf);
  }
  return found;
}

function nameIn(member: unknown, place: string): string {
  const own = (member ?? {}) as Record<string, unknown>;
  for (const key of ['name', 'key', 'kind', 'id']) if (typeof own[key] === 'string') return worded(own[key]);
  return `no. ${Number(place) + 1}`;
}

/** "daysToPay" as "days to pay", "feeMinor" as "fee": what a sum is counted in is left to the figure. */
function worded(key: string): string {
  return key
    .replace(/(?<=.)Minor$/, ' sum')
    .replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('-', ' ');
}

/** "sum: DKK 500.00 → DKK 200.00". */
export function changeText({ what, before, after }: Change): string {
  return `${what === '' ? '' : `${what}: `}${before} → ${after}`;
}
