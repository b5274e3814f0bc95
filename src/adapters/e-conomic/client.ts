/**
 * The only way from here to e-conomic, and it can only read: no function takes a method or a body. The two tokens go to the two
 * configured addresses and nowhere else, also when an answer points elsewhere.
 */
import type { BookkeepingRefusal } from '../../mirror/port.ts';
import { done, type Outcome, refused, unknown } from '../../values/outcome.ts';
import { retryAfterMs, whyItBroke } from '../connection.ts';
import type { Urgency } from './call-budget.ts';
import { type CallTurns, callTurns } from './call-turns.ts';
import { parseKeepingNumbers } from './json.ts';

export type EconomicOptions = {
  readonly restUrl: string;
  readonly openApiUrl: string;
  readonly appSecretToken: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

export type EconomicAnswer<Value> = Outcome<Value, BookkeepingRefusal>;

export type EconomicClient = {
  /** An address of the legacy REST family. */
  rest(path: string, query?: Readonly<Record<string, string>>): URL;
  /** An address of the OpenAPI family. */
  openApi(path: string, query?: Readonly<Record<string, string>>): URL;
  readJson(grant: string, address: URL): Promise<EconomicAnswer<unknown>>;
  /** An answer larger than `most` bytes is malformed. */
  readBytes(grant: string, address: URL, most?: number): Promise<EconomicAnswer<Uint8Array>>;
};

/** A page of 1000 invoices is about 2 MB; what is larger than this is no answer of e-conomic's. */
const mostBytes = 64 * 1024 * 1024;

/** Every call waits for its turn at `turns`: one of them for all clients of a process, since they share one budget of calls. */
export function economicClient(
  options: EconomicOptions,
  turns: CallTurns = callTurns(),
  urgency: Urgency = 'sending',
): EconomicClient {
  const readBytes = async (grant: string, address: URL, most = mostBytes): Promise<EconomicAnswer<Uint8Array>> => {
    refuseStrangers(options, address);
    const turn = await turns.take(grant, urgency, nameOf(address));
    if (turn.kind === 'later') return refused({ code: 'slow-down', retryAfterMs: turn.afterMs });
    const answer = await readOver(options, { grant, address, most }, turn.over);
    if (answer.kind === 'refused' && answer.refusal.code === 'slow-down') turn.slowDown(answer.refusal.retryAfterMs);
    return answer;
  };
  return {
    rest: (path, query = {}) => addressUnder(options.restUrl, path, query),
    openApi: (path, query = {}) => addressUnder(options.openApiUrl, path, query),
    readBytes,
    async readJson(grant, address) {
      const body = await readBytes(grant, address);
      if (body.kind !== 'done') return body;
      const text = new TextDecoder().decode(body.value);
      try {
        return done(parseKeepingNumbers(text));
      } catch {
        return refused({
          code: 'malformed',
          what: `${nameOf(address)}: the answer is ${/^\s*</.test(text) ? 'a web page, not JSON' : 'not whole JSON'}`,
        });
      }
    },
  };
}

function addressUnder(base: string, path: string, query: Readonly<Record<string, string>>): URL {
  const address = new URL(`${base.replace(/\/+$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address;
}

function refuseStrangers(options: EconomicOptions, address: URL): void {
  if (!isUnder(options.restUrl, address) && !isUnder(options.openApiUrl, address))
    throw new Error('this address is not e-conomic’s');
}

async function readOver(
  options: EconomicOptions,
  { grant, address, most }: { readonly grant: string; readonly address: URL; readonly most: number },
  heard: (headers: Headers) => void,
): Promise<EconomicAnswer<Uint8Array>> {
  // A token that cannot stand in a header opens nothing; asking would only make fetch throw it back at us.
  if (!/^[\x21-\x7e]+$/.test(grant)) return refused({ code: 'grant-revoked' });
  try {
    const response = await fetch(address, {
      headers: {
        'X-AppSecretToken': options.appSecretToken,
        'X-AgreementGrantToken': grant,
        'Content-Type': 'application/json',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    heard(response.headers);
    if (response.status === 200) {
      const bytes = await bodyOf(response, most);
      return bytes
        ? done(bytes)
        : refused({ code: 'malformed', what: `${nameOf(address)}: the answer is larger than any page` });
    }
    return await refusalOf(response, nameOf(address));
  } catch (error) {
    return unknown(`e-conomic, ${nameOf(address)}: ${whyItBroke(error)}`);
  }
}

async function refusalOf(response: Response, name: string): Promise<EconomicAnswer<never>> {
  const { status } = response;
  if (status >= 500 || status < 400 || status === 408) {
    await response.body?.cancel();
    return unknown(`e-conomic, ${name}: it answered ${status}`);
  }
  const code = await errorCodeOf(response);
  if (status === 401) return refused({ code: 'grant-revoked' });
  if (status === 403) return refused({ code: 'not-permitted', what: `${name}${code}` });
  if (status === 404) return refused({ code: 'not-found' });
  if (status === 429) return refused({ code: 'slow-down', retryAfterMs: retryAfterMs(response.headers) });
  return refused({ code: 'malformed', what: `${name}: e-conomic refused the question with ${status}${code}` });
}

/** " (E04810)" when the error names a code. Its sentences stay out: they may repeat what was asked. */
async function errorCodeOf(response: Response): Promise<string> {
  const text = new TextDecoder().decode((await bodyOf(response)) ?? new Uint8Array());
  const code = /"errorCode"\s*:\s*"([A-Za-z][A-Za-z0-9]{0,60})"/.exec(text)?.[1];
  return code ? ` (${code})` : '';
}

/** The whole body, or null when it does not end within reason. */
async function bodyOf(response: Response, most = mostBytes): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) return null;
  }
  return Buffer.concat(chunks);
}

function isUnder(base: string, address: URL): boolean {
  const root = new URL(base);
  return address.origin === root.origin && address.pathname.startsWith(`${root.pathname.replace(/\/+$/, '')}/`);
}

/** The kind of list that was asked for, without numbers: "customers", "contacts", "matched-pairs", "pdf". */
function nameOf(address: URL): string {
  return address.pathname.split('/').findLast((part) => /^[a-z-]+$/.test(part)) ?? 'e-conomic';
}
