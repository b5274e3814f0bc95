/**
 * Tokens, hashes and seals: pure functions over bytes. Keys come in as arguments; nothing here is stored.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';

/** 256 random bits, safe in a URL (43 characters). Entropy enough that a fast hash may be stored (ASVS 11.5.1). */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token, so that a stolen table opens nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

export function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** Equal without telling by its time how much was equal. */
export function sameSecret(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}

/** Keys by id, newest first: the first seals, all open. Written "id:base64key,id:base64key" in SEAL_KEYS. */
export type SealKeys = ReadonlyArray<{ readonly id: string; readonly key: Buffer }>;

/** Where a sealed value lives. It is part of the seal, so a value copied to another creditor or column does not open. */
export type SealedPlace = { readonly creditorId: string; readonly column: string };

/** AES-256-GCM, fresh 96-bit nonce: "v1.keyid.nonce.tag.ciphertext". */
export function seal(keys: SealKeys, place: SealedPlace, plain: string): string {
  const newest = keys[0];
  if (!newest) throw new Error('no seal key');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
  cipher.setAAD(boundTo(place, newest.id));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [
    'v1',
    newest.id,
    nonce.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    body.toString('base64url'),
  ].join('.');
}

/** The plain text, or null when the key is unknown, the place is another, or a bit was turned. */
export function unseal(keys: SealKeys, place: SealedPlace, sealed: string): string | null {
  const [version, keyId = '', nonce = '', tag = '', body = ''] = sealed.split('.');
  const found = keys.find((each) => each.id === keyId);
  if (version !== 'v1' || !found) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(boundTo(place, keyId));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function boundTo(place: SealedPlace, keyId: string): Buffer {
  return Buffer.from(`${keyId}|${place.creditorId}|${place.column}`, 'utf8');
}

/** A new random id for a row or a cause. Not a secret: for those, `newToken`. */
export function newId(): string {
  return randomUUID();
}
