/** A document for a person to keep. It is about money and people: no cache keeps it, and its name says nothing of whose it is. */
import type { FastifyReply } from 'fastify';

export function sendPaper(
  reply: FastifyReply,
  file: { readonly name: string; readonly type: string; readonly body: Buffer },
): FastifyReply {
  if (!/^[a-z0-9.-]+$/.test(file.name)) throw new Error('a name of a file that is not plain');
  return reply
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('cache-control', 'private, no-store')
    .type(file.type)
    .send(file.body);
}
