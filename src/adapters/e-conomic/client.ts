/**
 * The only way from here to e-conomic, and it can only read: no function takes a method or a body. The one thing it can have
 * done there is that e-conomic tells us of changes (`subscriptions`), at one address of the OpenAPI family, which is made
 * here. The two tokens go to the two configured addresses and nowhere else, also when an answer points elsewhere.
 */
import type { BookkeepingRefusal } from '../../mirror/port.ts';
import { done, type Outcome, refused, unknown } from '../../values/outcome.ts';
import { retryAfterMs, whyItBroke } from '../connection.ts';
import type { Urgency } from './call-budget.ts';
import { type CallTurns, callTurns } from './call-turns.ts';
import { parseKeepingNumbers } from './json.ts';
import { type Change, changeRequest, type NewSubscription, type Request, subscriptionsPath } from './subscriptions.ts';

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
  readBytes(grant: string, address: URL): Promise<EconomicAnswer<Uint8Array>>;
  readonly subscriptions: Subscriptions;
};

/** Being told of changes: web hooks of this app in one agreement. */
export type Subscriptions = {
  list(grant: string): Promise<EconomicAnswer<unknown>>;
  make(grant: string, hook: NewSubscription): Promise<EconomicAnswer<null>>;
  remove(grant: string, eventType: string): Promise<EconomicAnswer<null>>;
};

/** A page of 1000 invoices is about 2 MB; what is larger than this is no answer of e-conomic's. */
const mostBytes = 64 * 1024 * 1024;
/** An invoice is some fifty kilobytes; one with pictures a megabyte or two. */
const mostPdfBytes = 5 * 1024 * 1024;

/** Every call waits for its turn at `turns`: one of them for all clients of a process, since they share one budget of calls. */
export function economicClient(
  options: EconomicOptions,
  turns: CallTurns = callTurns(),
  urgency: Urgency = 'sending',
): EconomicClient {
  const call = async (grant: string, address: URL, change: Request | null): Promise<EconomicAnswer<Uint8Array>> => {
    refuseStrangers(options, address);
    const turn = await turns.take(grant, urgency, nameOf(address));
    if (turn.kind === 'later') return refused({ code: 'slow-down', retryAfterMs: turn.afterMs });
    const answer = await callOver(options, grant, { address, change, heard: turn.over });
    if (answer.kind === 'refused' && answer.refusal.code === 'slow-down') turn.slowDown(answer.refusal.retryAfterMs);
    return answer;
  };
  const readBytes = (grant: string, address: URL) => call(grant, address, null);
  const readJson = (grant: string, address: URL) => readJsonWith(readBytes, grant, address);
  const subscriptions = addressUnder(options.openApiUrl, subscriptionsPath, {});
  const change = async (grant: string, what: Change) => {
    const { path, request } = changeRequest(what);
    const answer = await call(grant, addressUnder(options.openApiUrl, path, {}), request);
    return answer.kind === 'done' ? done(null) : answer;
  };
  return {
    rest: (path, query = {}) => addressUnder(options.restUrl, path, query),
    openApi: (path, query = {}) => addressUnder(options.openApiUrl, path, query),
    readBytes,
    readJson,
    subscriptions: {
      list: (grant) => readJson(grant, subscriptions),
      make: (grant, hook) => change(grant, { make: hook }),
      remove: (grant, eventType) => change(grant, { remove: eventType }),
    },
  };
}

async function readJsonWith(
  readBytes: EconomicClient['readBytes'],
  grant: string,
  address: URL,
): Promise<EconomicAnswer<unknown>> {
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
}

/** A token that cannot stand in a header opens nothing. */
export function canStandInHeader(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
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

/** Asks with GET, save where a subscription is changed. */
async function callOver(
  options: EconomicOptions,
  grant: string,
  asked: { readonly address: URL; readonly change: Request | null; readonly heard: (headers: Headers) => void },
): Promise<EconomicAnswer<Uint8Array>> {
  const { address, change, heard } = asked;
  // Asking would only make fetch throw it back at us.
  if (!canStandInHeader(grant)) return refused({ code: 'grant-revoked' });
  try {
    const response = await fetch(address, {
      ...change,
      headers: {
        'X-AppSecretToken': options.appSecretToken,
        'X-AgreementGrantToken': grant,
        'Content-Type': 'application/json',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    heard(response.headers);
    if (response.status === 200 || (change !== null && response.ok)) {
      const bytes = await bodyOf(response, nameOf(address) === 'pdf' ? mostPdfBytes : mostBytes);
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
