/** The console's acts on the debtor ledger itself: what is owed without an invoice, and matches undone. */
import { z } from 'zod';
import { decimalFromMinor } from '../values/money.ts';
import { undoMatches } from './book-lines.ts';
import { bookClaim, claimKinds } from './claims.ts';
import { type Act, currencyCode, day, decimalText, minorOf, today } from './console-fields.ts';
import { agreementOf, customerOf } from './people.ts';

const claimForm = z.object({
  agreement: z.coerce.number().int(),
  customer: z.coerce.number().int(),
  kind: z.enum(Object.keys(claimKinds) as (keyof typeof claimKinds)[]).default('manual'),
  amount: decimalText,
  currency: currencyCode.optional(),
  day: day.optional(),
  dueDay: day.optional(),
  invoiceNumber: z.coerce.number().int().positive().optional(),
});
const unmatchForm = z.object({ agreement: z.coerce.number().int(), entry: z.coerce.number().int() });

export const bookAClaim: Act = async (world, options, form) => {
  const given = claimForm.parse({ ...form, dueDay: form['dueDay'] || undefined });
  const currency = given.currency ?? customerOf(agreementOf(world, given.agreement), given.customer).currency;
  const line = bookClaim(world, {
    ...given,
    currency,
    amountMinor: minorOf(given.amount, currency),
    day: given.day ?? (await today(options)),
  });
  const sum = decimalFromMinor(line.amountMinor, currency);
  return {
    status: 200,
    sentence: `Entry ${line.number} of ${sum} ${currency} is booked without an invoice; it falls due on ${line.dueDay}.`,
    detail: { entry: line.number, voucher: line.voucher, dueDay: line.dueDay },
  };
};

export const undoAMatch: Act = async (world, _options, form) => {
  const { agreement, entry } = unmatchForm.parse(form);
  const undone = undoMatches(world, agreement, entry);
  if (undone === 0) return { status: 409, sentence: `Nothing is matched with entry ${entry}.` };
  return { status: 200, sentence: `What was matched with entry ${entry} is open again.`, detail: { undone } };
};
