/**
 * Is this call Twilio's own? `X-Twilio-Signature` is the HMAC-SHA1, in base64, of the whole address it called, with the names and
 * values of the form after it, sorted by name; the key is the account's token. Source: Twilio's "Validating requests".
 */
import { createHmac } from 'node:crypto';
import { sameSecret } from '../values/secrets.ts';

export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  // A name that comes twice counts once with each of its values, in their order.
  const said = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + said.join(''), 'utf8')
    .digest('base64');
}

export function provesTwilio(
  signature: string | string[] | undefined,
  authToken: string,
  url: string,
  form: URLSearchParams,
): boolean {
  return typeof signature === 'string' && sameSecret(signature, twilioSignature(authToken, url, form));
}
