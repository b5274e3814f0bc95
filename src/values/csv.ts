/**
 * Comma-separated values as Danish Excel and accounting programs read them: a semicolon between fields, a line feed after a
 * carriage return, quotes where they are needed (RFC 4180), and a byte order mark so that æ, ø and å are read as UTF-8.
 */

/** A field: text that somebody may have typed, or a figure of ours. */
export type CsvField = string | { readonly figure: string };

export const byteOrderMark = '\uFEFF';

/** The whole file. What is typed by people is kept from being read as a formula; figures of ours are printed as they are. */
export function csvOf(rows: readonly (readonly CsvField[])[]): string {
  return byteOrderMark + csvLines(rows);
}

/** Some rows of a file that is written piece by piece. The first piece begins with the byte order mark. */
export function csvLines(rows: readonly (readonly CsvField[])[]): string {
  return rows.map((row) => `${row.map(fieldText).join(';')}\r\n`).join('');
}

function fieldText(field: CsvField): string {
  const text = typeof field === 'string' ? withoutFormula(field) : field.figure;
  return /[;"\r\n,]/.test(text) && typeof field === 'string' ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs what begins with = + - @ or a tab as a formula. An apostrophe before it makes it text again; the
 * reader sees the name as it is written, or the apostrophe at worst.
 */
function withoutFormula(text: string): string {
  return /^[\s]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}
