/** An invoice's first entry in a case: from its own day; settled and owed again, from the day on which it is taken in anew. */
import t from 'tap';
import { type Joining, openingPostings } from '../../src/cases/opening.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import { principalSteps } from '../../src/ledger/principal-steps.ts';

const invoiceId = 'an invoice';
const opened = (run: number) => {
  const position = { invoiceId, run, day: '2040-04-02', remainderMinor: 435743n };
  const joining = [{ position, caseId: 'a case', currency: 'GBP' }] as unknown as Joining[];
  return openingPostings(joining, '2040-05-14').flatMap(({ transactions }) => transactions);
};
const paid = observeBooks({
  invoiceId,
  booksBeforeMinor: 435743n,
  clearingMinor: 0n,
  booksNowMinor: 0n,
  valueDay: '2040-04-23',
  cause: 'books',
})!;

t.test('an invoice is owed from its own day', async (t) => {
  t.same(principalSteps(opened(1), invoiceId), [{ fromDay: '2040-04-02', minor: 435743n }]);
});

t.test('an invoice that was paid and is owed again is never owed twice for the days before', async (t) => {
  t.same(principalSteps([...opened(1), paid, ...opened(2)], invoiceId), [
    { fromDay: '2040-04-02', minor: 435743n },
    { fromDay: '2040-04-23', minor: 0n },
    { fromDay: '2040-05-14', minor: 435743n },
  ]);
});
