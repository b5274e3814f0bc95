/**
 * Text messages by the alphabet they travel in. Source: 3GPP TS 23.038 (GSM 7-bit default alphabet and its extension table):
 * 160 septets alone, 153 in each part of a longer one. One letter outside the alphabet would make the whole message UCS-2,
 * 70 letters a part, so texts are put into the alphabet before they are counted.
 */

const alphabet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** These cost an escape as well. */
const extension = new Set('^{}\\[~]|€\f');

/** What looks like a sign of the alphabet and is none: no-break spaces, minus, dashes, curly quotes, the ellipsis. */
const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/[\p{Zs}\p{Zl}\p{Zp}\t]/gu, ' '],
  [/[\p{Pd}\u2212]/gu, '-'],
  [/[\u2018-\u201b\u2032\u00b4`]/g, "'"],
  [/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/\u2026/g, '...'],
];

/** Septets the text takes, an escaped sign two; null when a letter is outside the alphabet. */
export function septetsOf(text: string): number | null {
  let septets = 0;
  for (const letter of text) {
    if (alphabet.has(letter)) septets += 1;
    else if (extension.has(letter)) septets += 2;
    else return null;
  }
  return septets;
}

/** How many parts a text of so many septets travels in. None is empty. */
export function partsOf(septets: number): number {
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

/**
 * The text in the alphabet: look-alikes by what they look like, letters with a foreign accent by the bare letter ("á", "ê"),
 * and what has no likeness there (an emoji, another script) left out.
 */
export function gsmText(text: string): string {
  const plain = lookAlikes.reduce((read, [sign, instead]) => read.replace(sign, instead), text.normalize('NFC'));
  return [...plain].map(inAlphabet).join('');
}

function inAlphabet(letter: string): string {
  if (alphabet.has(letter) || extension.has(letter)) return letter;
  const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return septetsOf(bare) === null ? (strokes[letter] ?? '') : bare;
}

/** Letters that are whole and not a letter with an accent. */
const strokes: Readonly<Record<string, string>> = {
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  œ: 'oe',
  Œ: 'OE',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};
