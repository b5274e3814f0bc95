/**
 * The addresses e-conomic calls for one creditor. Their last part cannot be guessed; what arrives there is only a hint. One is
 * for web hooks that a person has made by hand, where no header can be set; one for those we subscribed to, which have to
 * send along a second secret. All are made from the key, so that nothing is stored that could be stolen.
 */
import { keyedHash, sameSecret } from '../values/secrets.ts';

export function economicHookPath(key: string, creditorId: string): string {
  return `/hooks/e-conomic/${creditorId}.${keyedHash(key, byHand(creditorId))}`;
}

export type SubscribedHook = { readonly path: string; readonly secret: string };

/** The address of subscribed hooks, and what they have to send along. */
export function subscribedHook(key: string, creditorId: string): SubscribedHook {
  return {
    path: `/hooks/e-conomic/subscribed/${creditorId}.${keyedHash(key, subscribed(creditorId))}`,
    secret: keyedHash(key, header(creditorId)),
  };
}

/** The creditor that a last part of the address was made for, or null when we did not make it. */
export function creditorOfHookPath(key: string, secret: string): string | null {
  const [creditorId = '', proof = ''] = secret.split('.');
  return sameSecret(proof, keyedHash(key, byHand(creditorId))) ? creditorId : null;
}

/** The same for a subscribed hook, which proves itself twice; both are looked at whatever the first one says. */
export function creditorOfSubscribedHook(key: string, secret: string, sent: string): string | null {
  const [creditorId = '', proof = ''] = secret.split('.');
  const path = sameSecret(proof, keyedHash(key, subscribed(creditorId)));
  const along = sameSecret(sent, keyedHash(key, header(creditorId)));
  return path && along ? creditorId : null;
}

const byHand = (creditorId: string) => `e-conomic hook ${creditorId}`;
const subscribed = (creditorId: string) => `e-conomic subscribed hook ${creditorId}`;
const header = (creditorId: string) => `e-conomic hook header ${creditorId}`;
