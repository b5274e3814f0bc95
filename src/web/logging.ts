/**
 * One line per request, of listed fields only: no address, query, header or body, so no token, name or mail address can get in.
 */
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';

/** Errors whose message V8 wrote about our code. Any other message may quote what somebody typed or a row of the database. */
const messageIsOurs = ['TypeError', 'ReferenceError'];

/** `wanted` may bring level and stream; the serializers are ours. */
export function quietLogger(wanted: boolean | object): boolean | object {
  if (wanted === false) return false;
  return {
    ...(typeof wanted === 'object' ? wanted : {}),
    base: undefined,
    serializers: { req: routeOf, res: statusOf, err: faultOf },
  };
}

export function logCompleted(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ ...routeOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
}

/** A fault that nobody expected, under the reference that its page shows. */
export function logFault(log: FastifyBaseLogger, request: FastifyRequest, error: unknown): void {
  log.error({ ...routeOf(request), err: error }, 'failed');
}

function routeOf(request: FastifyRequest): { method: string; route: string } {
  return { method: request.method, route: request.routeOptions?.url ?? 'none' };
}

function statusOf(reply: { statusCode: number }): { status: number } {
  return { status: reply.statusCode };
}

function faultOf(error: unknown): { type: string; code?: string; message?: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const message = messageIsOurs.includes(error.name) ? { message: error.message } : {};
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, ...code, ...message, at: at.slice(0, 12).map((line) => line.trim()) };
}
