/** A letter's content to and from JSON, where sums are decimal strings: JSON knows no bigint. */
import type { LetterContent } from './letter-content.ts';

/** Every field whose name ends in "inor" is a sum in minor units. */
const isSum = (key: string): boolean => /(^m|M)inor$/.test(key);

export function contentToJson(content: LetterContent): unknown {
  return JSON.parse(
    JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}

export function contentFromJson(json: unknown): LetterContent {
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    isSum(key) && typeof value === 'string' ? BigInt(value) : value,
  ) as LetterContent;
}
