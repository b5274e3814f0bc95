import { keepSignInLink } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import type { Language } from '../values/language.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import { intendMail } from './intend-mail.ts';
import type { SendTools } from './tools.ts';

/** How long a sign-in link works, wall time. */
export const signInMinutes = 15;

/** What mailing a link takes beside the work. */
export type SignInMailTools = Pick<SendTools, 'press' | 'sealKeys'>;

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

  await intendMail(work, tools.sealKeys, {
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
