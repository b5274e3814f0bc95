/**
 * A letter shown exactly as it will read, inside an iframe of one of our own pages. Mail must carry its style inline, so this one
 * answer allows that, and in exchange allows nothing else: no script, no form, no link that leaves the frame.
 * The page around it writes `<iframe class="letter" sandbox src="…" title="…"></iframe>`.
 */
import type { FastifyReply } from 'fastify';

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox";

export function sendMailFrame(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('x-frame-options', 'SAMEORIGIN')
    .type('text/html; charset=utf-8')
    .send(html);
}
