/** JSON whose numbers stay as they were written: an amount never passes through a float. */

/** A number as it stood on the wire: "1234.5". */
export class Lexeme {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The parsed value, with every number as a Lexeme. Throws a SyntaxError on anything that is not JSON. */
export function parseKeepingNumbers(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? new Lexeme(context?.source ?? String(value)) : value,
  );
}
