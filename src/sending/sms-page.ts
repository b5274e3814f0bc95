/** A letter's values as its text message prints them, short enough that the message stays within two parts. */
import { type InvoiceLine, isDemanded, type LetterContent } from '../cases/letter-content.ts';
import { kindOf } from '../ladder/rungs.ts';
import { amountText } from '../values/amount-text.ts';
import { type Day, earlierDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { gsmText } from '../values/gsm-text.ts';
import { shown, tidy } from './merge-value.ts';

/** A name longer than this is cut: the letter behind the link has it whole. */
const longestName = 40;
const longestNumber = 20;

/** Everything a template of `views/sms` may print. */
export function smsPage(content: LetterContent) {
  const { language, currency } = content;
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  return {
    creditor: cut(gsmText(tidy(content.creditor.name)), longestName),
    one: demanded.length === 1,
    count: demanded.length,
    number: cut(gsmText(shown(demanded[0]?.invoiceNumber ?? '')), longestNumber),
    amount: amountText(content.totalMinor, currency, language),
    /** A nudge says when the first of them falls due. */
    payBy: dayText(dayToPay(content, demanded), language),
    paysOnline: content.paysOnline,
  };
}

function dayToPay(content: LetterContent, demanded: readonly InvoiceLine[]): Day {
  if (kindOf(content.rung) !== 'nudge') return content.payByDay;
  return demanded.map((line) => line.dueDay).reduce(earlierDay);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}.`;
}
