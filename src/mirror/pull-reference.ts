import { done } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import { observeReferenceData } from './observe-reference-data.ts';
import type { PullingStep } from './pull.ts';
import { setProgress, setRowsPlanned } from './store-state.ts';
import { unlessNotPermitted } from './unless-not-permitted.ts';

/** Payment terms and employees: short lists, one call each. */
export const pullReference: PullingStep['run'] = async (pull) => {
  const { bookkeeping } = pull.tools;
  const terms = await askPatiently(() => bookkeeping.paymentTerms(pull.grant));
  const noTerms = unlessNotPermitted(pull, terms);
  if (noTerms) return noTerms;
  const employees = await askPatiently(() => bookkeeping.employees(pull.grant));
  const noEmployees = unlessNotPermitted(pull, employees);
  if (noEmployees) return noEmployees;

  // Only for the bar on the desk: where the books do not say, it shows no end.
  const planned = pull.state.phase === 'first' ? await bookkeeping.rowsToRead(pull.grant) : null;

  const read = {
    terms: terms.kind === 'done' ? terms.value : null,
    employees: employees.kind === 'done' ? employees.value : null,
  };
  await pull.inWork(async (work) => {
    await observeReferenceData(work, read);
    await setProgress(work, { step: 'reference', rowsDone: 0, rowsTotal: null, cursor: null });
    if (planned?.kind === 'done') await setRowsPlanned(work, planned.value);
  });
  return done(null);
};
