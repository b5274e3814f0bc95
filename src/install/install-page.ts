/** What the page of one install says. */
import type { InstallOutcome, InstallRefusal } from './install-outcome.ts';

/** How the books describe whom the token opened. */
export type Company = {
  readonly name: string;
  readonly companyNumber: string | null;
  readonly agreementNumber: string;
};

export type InstallWords = {
  readonly title: string;
  readonly lead: string;
  readonly next: readonly string[];
  readonly company: Company | null;
  readonly signIn: boolean;
  readonly startAgain: boolean;
};

const refusals: { readonly [why in InstallRefusal]: { readonly lead: string; readonly next: string } } = {
  'not-accepted': {
    lead: 'e-conomic did not accept what came back from its page, so nothing has been connected.',
    next: 'This happens when a link is used again after access was taken back, or was cut short on its way. Start again; it takes a minute.',
  },
  'not-permitted': {
    lead: 'e-conomic would not let Rykker read this company, so nothing has been connected.',
    next: 'The person who grants access must be allowed to see sales and accounting in e-conomic. Ask a colleague who is, and start again.',
  },
  'not-understood': {
    lead: 'e-conomic answered with something we could not read, so nothing has been connected.',
    next: 'Try again in an hour. If it stays like this, write to whoever runs this Rykker.',
  },
};

export function silentWords(): InstallWords {
  return {
    title: 'e-conomic is not answering',
    lead: 'Your permission has arrived and is kept safe, but e-conomic did not answer when we asked whose it is.',
    next: ['Wait a minute and try again. Nothing has been connected yet.'],
    company: null,
    signIn: false,
    startAgain: false,
  };
}

export function refusedWords(why: InstallRefusal): InstallWords {
  const { lead, next } = refusals[why];
  return { title: 'Not connected', lead, next: [next], company: null, signIn: false, startAgain: true };
}

/** Connected, in its three ways: for the first time, anew, or already. */
export function installedWords(
  outcome: Extract<InstallOutcome, { kind: 'installed' }>,
  company: Company,
): InstallWords {
  const page = { company, startAgain: true };
  if (outcome.hasMembers) {
    const title = outcome.how === 'already' ? 'Connected already' : 'Connected again';
    const lead =
      outcome.how === 'already'
        ? `${company.name} was connected before, with this very permission. Nothing has changed.`
        : `${company.name} has a new connection to e-conomic. Nobody was added and no setting has changed.`;
    return { ...page, title, lead, next: ['Sign in as you usually do.'], signIn: true };
  }
  const lead = `${company.name} is connected. Rykker reads its invoices now and sends nothing until you switch it on.`;
  return {
    ...page,
    title: 'Is this the one?',
    lead,
    next: [claimSentence(outcome, company)],
    signIn: outcome.how === 'already',
  };
}

function claimSentence(outcome: Extract<InstallOutcome, { kind: 'installed' }>, company: Company): string {
  if (outcome.how === 'already')
    return 'It still waits for its first sign-in. Ask for a new link with the e-mail address you have in e-conomic.';
  if (outcome.mailedTo === null)
    return `e-conomic knows no e-mail address for you or for the company, so we have nobody to send a sign-in link to. Write to whoever runs this Rykker and give the agreement number, ${company.agreementNumber}.`;
  return `If it is, open the mail we have sent to ${outcome.mailedTo}: its link signs you in and works for 15 minutes.`;
}
