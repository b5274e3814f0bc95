import { type SQL, sql } from 'drizzle-orm';

/**
 * Documents of JSON as rows of text, in this order, for `rows from (…)` beside the rows they belong to: a document within a
 * document is read twice and written once more. JSON has no line break inside it, so each stands on a line.
 */
export function documents(texts: readonly string[]): SQL {
  return sql`unnest(string_to_array(${texts.join('\n')}::text, e'\\n'))`;
}
