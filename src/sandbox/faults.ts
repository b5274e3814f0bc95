/** How a vendor can be out of order, and the hook that makes it so. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countCall, touch, type World } from './world.ts';

export const vendors = [
  'e-conomic',
  'stripe',
  'postmark',
  'twilio',
  'statbank',
  'riksbank',
  'norges-bank',
  'ecb',
  'bank-of-england',
] as const;
export type Vendor = (typeof vendors)[number];

/**
 * fail: 500. slow: 3 seconds late. silent: no answer, nothing done. limited: 429. garbage: a web page where JSON belongs.
 * accept-then-silent (Postmark and Twilio): the message is taken and goes out, but the answer never comes. The worst window there is.
 */
export const faults = ['fail', 'slow', 'silent', 'limited', 'garbage', 'accept-then-silent'] as const;
export type Fault = (typeof faults)[number];

/** `left`: how many more calls it strikes; null, until mended. */
export type FaultInForce = { how: Fault; left: number | null };

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** How this vendor words the two refusals that are not about the request. */
export type VendorWords = { readonly failed: () => Answer; readonly limited: () => Answer };

const slowMs = 3000;
/** A caller who has just hung up is known to have, once this has passed. */
const hangingUpMs = 50;
const strikingEverything = ['fail', 'slow', 'silent', 'limited', 'garbage'] as const;

/** Counts every call in this scope and strikes it with the fault in force. */
export function strikeWithFaults(scope: FastifyInstance, world: World, vendor: Vendor, words: VendorWords): void {
  scope.addHook('onRequest', async (request, reply) => {
    const [path = '', query = ''] = request.url.split('?', 2);
    const route = request.routeOptions.url ?? path;
    countCall(world, { vendor, method: request.method, path, query }, route);
    let how = spendFault(world, vendor, strikingEverything);
    while (how === 'silent') {
      if (!(await stayedSilentUntilMended(world, vendor, request))) return reply.hijack();
      how = spendFault(world, vendor, strikingEverything);
    }
    if (how === 'slow') await pause(slowMs);
    if (how === 'fail') return answerWith(reply, words.failed());
    if (how === 'limited') return answerWith(reply, words.limited());
    if (how === 'garbage') {
      return reply
        .code(200)
        .type('text/html')
        .send('<html><body><h1>Bad gateway</h1><p>Not what you asked for.</p></body></html>');
    }
  });
}

/** The fault in force if it is one of these, counted down when it strikes only so many times. */
export function spendFault(world: World, vendor: Vendor, of: readonly Fault[]): Fault | null {
  const inForce = world.faults[vendor];
  if (!inForce || !of.includes(inForce.how)) return null;
  if (inForce.left !== null) {
    inForce.left -= 1;
    if (inForce.left <= 0) world.faults[vendor] = null;
    touch(world);
  }
  return inForce.how;
}

/**
 * Says nothing until the fault is changed (then true: the call may go on) or the caller hangs up (false).
 * A fault that strikes only so many times is silent for this caller until he hangs up or somebody breaks or mends a vendor.
 */
export async function stayedSilentUntilMended(world: World, vendor: Vendor, request: FastifyRequest): Promise<boolean> {
  const { socket } = request.raw;
  const before = world.faults[vendor];
  await new Promise<void>((resolve) => {
    const end = () => {
      world.bell.off('fault', onFault);
      socket.off('close', end);
      resolve();
    };
    const onFault = () => {
      if (before === null || world.faults[vendor] !== before) end();
    };
    world.bell.on('fault', onFault);
    if (socket.destroyed) end();
    else socket.once('close', end);
  });
  if (!socket.destroyed) await pause(hangingUpMs);
  return !socket.destroyed;
}

/** Sends an answer as it stands. */
export function answerWith(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
