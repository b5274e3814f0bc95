/**
 * A creditor's accent on the portal. The CSP allows no inline style, so a door serves this from a path of its own
 * (the creditor known by the session, never by the address) and names that path as `accentHref` of its page.
 */
import type { FastifyReply } from 'fastify';
import { accentOn, isColour } from '../values/accent.ts';

/** The stylesheet for a colour ("#0b5fff"); for anything that is not one, an empty stylesheet: the house's accent stays. */
export function sendAccentStyles(reply: FastifyReply, colour: string | null): FastifyReply {
  return reply.type('text/css; charset=utf-8').send(colour !== null && isColour(colour) ? stylesOf(colour) : '');
}

function stylesOf(colour: string): string {
  const [light, dark] = [accentOn(colour, 'light'), accentOn(colour, 'dark')];
  const day = `:root{--accent:${light.colour};--accent-ink:${light.ink}}`;
  return `${day}@media (prefers-color-scheme:dark){:root{--accent:${dark.colour};--accent-ink:${dark.ink}}}`;
}
