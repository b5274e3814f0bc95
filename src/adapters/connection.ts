/** What a failed HTTP call tells: did it ever connect, why did it break, how long are we asked to wait. */

/** The code that Node gives a failure ("ECONNRESET"), wherever it hid it. Never a message: those may hold addresses and tokens. */
function failureOf(error: unknown): {
  readonly code: string | null;
  readonly syscall: string | null;
  readonly parts: readonly unknown[];
} {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { code: null, syscall: null, parts: [] };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  const syscall = 'syscall' in cause && typeof cause.syscall === 'string' ? cause.syscall : null;
  return { code, syscall, parts: cause instanceof AggregateError ? cause.errors : [] };
}

/**
 * Is it certain that no connection was made, so that not one byte left? Refused connections and unknown host names are;
 * a reset, a silence or a broken handshake is not taken for one.
 */
export function neverConnected(error: unknown): boolean {
  const { code, syscall, parts } = failureOf(error);
  if (parts.length > 0) return parts.every((part) => neverConnected(part));
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** Why a call broke, in a sentence for the log: no address, no token, no body. */
export function whyItBroke(error: unknown): string {
  const { code } = failureOf(error);
  if (code === 'ETIMEDOUT' || (error instanceof Error && error.name === 'TimeoutError'))
    return 'there was no answer in time';
  return code ? `the connection broke (${code})` : 'the connection broke';
}

/**
 * How long a 429 asks us to wait: Retry-After in seconds or as a date (reckoned from the answer's own Date), else the length of the
 * window that X-RateLimiting names ("token-limit-10000-per-60-seconds: 147/10000"), else a minute. Between one second and one hour.
 */
export function retryAfterMs(headers: Headers): number {
  const asked = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(asked)) return between(Number(asked) * 1000);
  const wait = Date.parse(asked) - Date.parse(headers.get('date') ?? '');
  if (asked !== '' && Number.isFinite(wait)) return between(wait);
  const window = /per-(\d{1,6})-seconds/.exec(headers.get('x-ratelimiting') ?? '')?.[1];
  return between(window === undefined ? 60_000 : Number(window) * 1000);
}

function between(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, 1000), 3_600_000);
}
