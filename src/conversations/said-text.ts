/** What people write to each other on a case, cleaned of what no keyboard types. */

export const longestText = 4000;

/** Line ends kept, control characters dropped, spaces around it trimmed; null when nothing is left or it is too long. */
export function saidText(raw: string): string | null {
  const text = raw
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return text.length === 0 || text.length > longestText ? null : text;
}
