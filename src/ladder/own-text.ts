/** A creditor's own words for a letter: plain text with the names of values in braces, which the letter fills in. */

/** What a text may name. Each is a value the letter states anyway. */
export const knownValues = ['name', 'company', 'sender', 'invoices', 'total', 'due', 'late', 'deadline'] as const;
export type KnownValue = (typeof knownValues)[number];

/** The names in braces, in the order they stand; known or not. */
export function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}\n]*)\}/g)].map((match) => match[1] ?? '');
}

/** The text with its values in. A name that is none is left as it stands: a check before saving finds it. */
export function filledText(text: string, values: Readonly<Record<KnownValue, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as KnownValue] : whole,
  );
}

/** Paragraphs, which empty lines part, each with its lines. */
export function paragraphsOf(text: string): string[][] {
  return text
    .split(/\r\n|[\r\n]/)
    .reduce<string[][]>(
      (all, line) => {
        if (line.trim() === '') all.push([]);
        else all.at(-1)?.push(line.trim());
        return all;
      },
      [[]],
    )
    .filter((lines) => lines.length > 0);
}
