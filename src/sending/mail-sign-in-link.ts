import { keepSignInLink } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import type { Language } from '../values/language.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import type { LetterPress } from './letter.ts';

/** How long a sign-in link works, wall time. */
export const signInMinutes = 15;

/** A mail that is not a letter of the ladder, with the link its placeholder stands for. */
export type OutgoingMail = {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly courtesy: true;
  readonly link: { readonly kind: 'sign-in' | 'portal'; readonly token: string } | null;
  readonly caseId?: string;
  readonly debtorId?: string;
};

/** What mailing a link takes beside the work: `intendMail` puts a mail on its way, with its link sealed. */
export type SignInMailTools = {
  readonly press: LetterPress;
  readonly intendMail: (work: Work, mail: OutgoingMail) => Promise<unknown>;
};

export type SignInMail = {
  readonly personId: string;
  readonly to: string;
  readonly memberName: string | null;
  readonly creditorName: string;
  readonly language: Language;
  /** The link makes the first admin. */
  readonly claims: boolean;
};

/** A one-time sign-in link, mailed. False, and nothing mailed, when the person has enough links that still work. */
export async function mailSignInLink(work: Work, tools: SignInMailTools, mail: SignInMail): Promise<boolean> {
  const token = newToken();
  const kept = await keepSignInLink(work, { hash: hashToken(token), ...mail }, signInMinutes);
  if (!kept) return false;

  const { memberName, creditorName, language } = mail;
  const composed = tools.press.signIn({ language, memberName, creditorName, minutesValid: signInMinutes });

  await tools.intendMail(work, {
    kind: 'sign-in',
    to: mail.to,
    ...composed,
    fromName: 'Rykker',
    replyTo: null,
    courtesy: true,
    link: { kind: 'sign-in', token },
  });
  return true;
}
