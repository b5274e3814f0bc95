/**
 * From a token to a creditor: the books are asked whose it is, outside any transaction, and then everything is recorded in
 * one. Silence leaves the install pending, to be tried again.
 */
import { randomUUID } from 'node:crypto';
import type { Claimant, CreditorProfile } from '../creditors/creditor.ts';
import {
  creditorOfAgreement,
  endPendingInstall,
  pendingInstall,
  tryPendingInstall,
} from '../creditors/store-doorways.ts';
import type { BookkeepingRefusal, SelfRow } from '../mirror/port.ts';
import { isLanguage, type Language } from '../values/language.ts';
import { unseal } from '../values/secrets.ts';
import { installCreditor } from './install-creditor.ts';
import type { InstallOutcome, InstallRefusal } from './install-outcome.ts';
import { pendingPlace } from './pending-place.ts';
import type { InstallTools } from './tools.ts';

/** After so many tries the page stops asking the books and a new install must begin. */
const mostTries = 20;

/** Asks whose token a pending install holds and records the answer. Null while the books are silent. */
export async function finishInstall(tools: InstallTools, installId: string): Promise<InstallOutcome | null> {
  const pending = await pendingInstall(tools.db, installId);
  if (!pending?.sealedToken) return null;
  const token = unseal(tools.sealKeys, pendingPlace(installId), pending.sealedToken);
  if (token === null) throw new Error('a pending token that none of SEAL_KEYS opens');
  if ((await tryPendingInstall(tools.db, installId)) > mostTries) return end(tools, installId, refusal('not-accepted'));

  const answer = await tools.bookkeeping.self(token);

  if (answer.kind === 'unknown') return null;
  if (answer.kind === 'refused') {
    const why = refusalOf(answer.refusal);
    return why === null ? null : end(tools, installId, refusal(why));
  }
  return end(tools, installId, await keepCreditor(tools, token, answer.value));
}

async function keepCreditor(tools: InstallTools, token: string, self: SelfRow): Promise<InstallOutcome> {
  const profile = profileOf(self);
  const claimant = claimantOf(self);
  const language = languageOf(self.userCulture);
  // Twice: when another install of the same books is quicker, this one finds what that one made.
  for (let turn = 0; turn < 2; turn += 1) {
    const known = await creditorOfAgreement(tools.db, profile.system, profile.agreementNumber);
    const outcome = await tools.openWork(
      { creditorId: known ?? randomUUID(), actor: { kind: 'machine', id: 'install' } },
      (work) => installCreditor(work, tools, { token, profile, claimant, language, isNew: known === null }),
    );
    if (outcome !== null) return outcome;
  }
  throw new Error('an agreement that is neither known nor new');
}

async function end(tools: InstallTools, installId: string, outcome: InstallOutcome): Promise<InstallOutcome> {
  await endPendingInstall(tools.db, installId, outcome);
  return outcome;
}

function refusal(why: InstallRefusal): InstallOutcome {
  return { kind: 'refused', why };
}

/** Null when waiting may help. */
function refusalOf(said: BookkeepingRefusal): InstallRefusal | null {
  switch (said.code) {
    case 'slow-down':
    case 'app-refused':
      return null;
    case 'grant-revoked':
      return 'not-accepted';
    case 'not-permitted':
      return 'not-permitted';
    case 'not-found':
    case 'malformed':
      return 'not-understood';
  }
}

function profileOf(self: SelfRow): CreditorProfile {
  return {
    system: 'e-conomic',
    agreementNumber: String(self.agreementNumber),
    name: self.companyName,
    companyNumber: self.companyNumber,
    address: self.companyAddress,
    country: self.country,
    email: self.companyEmail,
    phone: self.companyPhone,
    baseCurrency: self.baseCurrency,
    bank: self.bank,
  };
}

/** Danish where the books do not say. */
function languageOf(culture: string | null): Language {
  const code = (culture ?? 'da').slice(0, 2).toLowerCase();
  return isLanguage(code) ? code : 'en';
}

/** Whoever granted; the company where the books do not give that person's address. */
function claimantOf(self: SelfRow): Claimant {
  if (self.userEmail !== null) return { email: self.userEmail, name: self.userName };
  return { email: self.companyEmail, name: null };
}
