import { done } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import { observeReferenceData } from './observe-reference-data.ts';
import type { PullingStep } from './pull.ts';
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

  const read = {
    terms: terms.kind === 'done' ? terms.value : null,
    employees: employees.kind === 'done' ? employees.value : null,
  };
  await pull.inWork((work) => observeReferenceData(work, read));
  return done(null);
};
