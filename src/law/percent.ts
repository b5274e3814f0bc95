/** Per cent a year as a decimal lexeme ("9.75", "-0.35") and as a whole number of millionths of a per cent. */

export const millionthsInOnePercent = 1_000_000n;

/** "9.75" → 9750000n. A lexeme that is no decimal with at most six places is a bug in the rates, and throws. */
export function percentMillionths(lexeme: string): bigint {
  const match = /^(-?)(\d{1,3})(?:\.(\d{1,6}))?$/.exec(lexeme);
  if (!match) throw new RangeError(`not a percentage: ${lexeme}`);
  const [, sign, whole = '', fraction = ''] = match;
  const millionths = BigInt(whole + fraction.padEnd(6, '0'));
  return sign ? -millionths : millionths;
}

/** 9750000n → "9.75": no zeros at the end, no point without a decimal. */
export function percentLexeme(millionths: bigint): string {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction ? `.${fraction}` : ''}`;
}
