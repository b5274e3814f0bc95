/**
 * Text as our typeface can print it: Latin, Greek and Cyrillic, composed, on one line. What turns the direction of text or
 * cannot be seen is left out; what the typeface has no picture for becomes a question mark, never an empty box.
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(
      /[^\u0020-\u024F\u0259\u02C6-\u02DD\u0370-\u03FF\u0400-\u04FF\u1E00-\u1EFF\u2010-\u2027\u2030-\u2044\u20AC\u2116\u2122\u2212]/gu,
      '?',
    )
    .trim();
}
