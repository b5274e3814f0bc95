/**
 * Values from the books and from people, on their way into words. A name is never markup, a header, a placeholder or a link.
 */

/** The signs that mean something in a letter's template, and the private stand-ins a value carries through it. */
const signs = ['[', ']', '|', '\\'] as const;
const standIn = (index: number) => String.fromCharCode(0xe000 + index);

/**
 * A stranger's value as it will be read: on one line, without control signs or signs that turn the direction of writing,
 * and without anything a mail program would turn into a link.
 */
export function shown(value: string): string {
  return tidy(unlinked(tidy(value)));
}

/** The same for the creditor's own name and address, whose "nordvind.dk" may stay as it is. */
export function tidy(value: string): string {
  return unpaired(value.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Several lines of a person's own words, each as it will be read; empty lines at either end are gone. */
export function shownLines(value: string): string[] {
  const lines = value.split(/\r\n|[\r\n\u2028\u2029]/).map(shown);
  while (lines.length > 0 && lines[0] === '') lines.shift();
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.length > 0 ? lines : [''];
}

/** What a template writes for `<%= value %>`. A value that is not there is a bug in the template, not an empty space. */
export function carried(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`a letter was given ${typeof value} to print`);
  const oneLine = unpaired(String(value).replace(/[\p{Cc}\p{Co}\p{Zl}\p{Zp}]+/gu, ' '));
  return signs.reduce((text, sign, index) => text.replaceAll(sign, standIn(index)), oneLine);
}

/** The value again, once the template's own signs have been read. */
export function released(text: string): string {
  return signs.reduce((read, sign, index) => read.replaceAll(standIn(index), sign), text);
}

/**
 * "https://evil.example/x" becomes "https: //evil. example/x": still readable, no longer a link. A bare "havnecafe.dk" in a
 * company's name is broken the same way, because mail programs link that too; "I.S." and "12.50" are left alone.
 */
function unlinked(text: string): string {
  return text
    .replace(/:\/\//g, ': //')
    .replace(/(?<=[\p{L}\p{N}-])[.\u3002\uff0e\uff61](?=\p{L}{2,})/gu, '. ')
    .replace(/(mailto|tel|javascript|data):(?=\S)/gi, '$1: ');
}

/** "{{portal-link}}" becomes "{ {portal-link} }": only a template can place a private link. */
function unpaired(text: string): string {
  return text.replace(/\{(?=\{)|\}(?=\})/g, '$& ');
}
