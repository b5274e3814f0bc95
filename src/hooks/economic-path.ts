/** The address e-conomic calls for one creditor. Its last part cannot be guessed; what arrives there is only a hint. */
import { keyedHash, sameSecret } from '../values/secrets.ts';

export function economicHookPath(key: string, creditorId: string): string {
  return `/hooks/e-conomic/${creditorId}.${proofOf(key, creditorId)}`;
}

/** The creditor that a last part of the address was made for, or null when we did not make it. */
export function creditorOfHookPath(key: string, secret: string): string | null {
  const [creditorId = '', proof = ''] = secret.split('.');
  return sameSecret(proof, proofOf(key, creditorId)) ? creditorId : null;
}

function proofOf(key: string, creditorId: string): string {
  return keyedHash(key, `e-conomic hook ${creditorId}`);
}
