/** Credit scores as people paste them: a customer number and a score on each line, parted by a semicolon, comma or tab. */
export type ScoreLine = { readonly customerNumber: string; readonly score: number };
export type ScoreLines = { readonly scores: readonly ScoreLine[]; readonly unread: readonly string[] };

const scoreLine = /^"?(\d{1,9})"?\s*[;,\t]\s*"?(\d{1,3})"?$/;

/** A first line without a number in it is a heading. Of several lines for one customer the last counts. */
export function readScoreLines(text: string): ScoreLines {
  const scores = new Map<string, number>();
  const unread: string[] = [];
  for (const [place, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || (place === 0 && !/\d/.test(line))) continue;
    const [, customerNumber, score] = scoreLine.exec(line) ?? [];
    if (customerNumber === undefined || Number(score) > 100) unread.push(line);
    else scores.set(customerNumber, Number(score));
  }
  return { scores: [...scores].map(([customerNumber, score]) => ({ customerNumber, score })), unread };
}
