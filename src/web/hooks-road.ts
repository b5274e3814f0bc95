/** Under /hooks/ machines call us: each call carries its own proof, and gets JSON, not pages. */
import type { FastifyRequest } from 'fastify';

/** Judged by the route that will run, not by how the address is spelt. */
export function isHook(request: FastifyRequest): boolean {
  return (request.routeOptions.url ?? request.url).startsWith('/hooks/');
}
