/** A sum of the law in a sentence for the person who sets things: "100 kr.", "60 kr.", "12 EUR", "9.50 GBP". */
import { type Currency, decimalFromMinor } from '../values/money.ts';

export function lawAmount(minor: bigint, currency: Currency): string {
  const whole = decimalFromMinor(minor, currency).replace(/\.00$/, '');
  return ['DKK', 'SEK', 'NOK'].includes(currency) ? `${whole} kr.` : `${whole} ${currency}`;
}
