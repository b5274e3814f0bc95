/** Basic authentication as machines send it, compared without telling by its time how much was right. */
import { sameSecret } from '../values/secrets.ts';

export type BasicKeys = { readonly user: string; readonly password: string };

export function provesItself(header: string | undefined, keys: BasicKeys): boolean {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '') ?? [];
  const told = Buffer.from(encoded, 'base64').toString('utf8');
  const at = told.indexOf(':');
  if (at < 0) return false;
  const user = sameSecret(told.slice(0, at), keys.user);
  const password = sameSecret(told.slice(at + 1), keys.password);
  return user && password;
}
