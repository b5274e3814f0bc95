/** A document for a person to keep. It is about money and people: no cache keeps it, and its name says nothing of whose it is. */
import type { FastifyReply } from 'fastify';

/** The books' own PDF of an invoice, named by its number, or plainly where that does not go into a file's name. */
export function copyFile(invoiceNumber: string, pdf: Uint8Array) {
  const number = /^[a-z0-9-]{1,40}$/i.test(invoiceNumber) ? `-${invoiceNumber.toLowerCase()}` : '';
  return { name: `invoice${number}.pdf`, type: 'application/pdf', body: Buffer.from(pdf) };
}

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
