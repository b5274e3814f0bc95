/**
 * Who is counted, and how much they may ask. Kept in memory, per process: it stops guessing and accidents, not a flood.
 * A route sets its own, stricter, with `config: { rateLimit: { max: 10, timeWindow: 60_000 } }`.
 */
import type { FastifyRequest } from 'fastify';
import { isHook } from './hooks-road.ts';

/** Providers call in bursts after a night of letters and carry their own proof: they get ten times as much, counted apart. */
export function perMinute(pages: number): (request: FastifyRequest) => number {
  return (request) => (isHook(request) ? pages * 10 : pages);
}

/** The address of the socket, or what our own proxy says in a header it overwrites. X-Forwarded-For is anybody's to write. */
export function countedAs(clientAddressHeader: string | undefined): (request: FastifyRequest) => string {
  return (request) => {
    const told = clientAddressHeader === undefined ? undefined : request.headers[clientAddressHeader.toLowerCase()];
    const address = typeof told === 'string' && told !== '' ? told : request.ip;
    return isHook(request) ? `hook ${address}` : address;
  };
}
