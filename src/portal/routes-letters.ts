import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readStandings } from '../cases/store-facts.ts';
import { readCreditor } from '../creditors/store.ts';
import type { PortalVisitor } from '../creditors/store-doorways.ts';
import type { Work } from '../db/work.ts';
import { rungText } from '../sending/letter-page.ts';
import { fillPlaceholders } from '../sending/placeholders.ts';
import { sentLetter } from '../sending/store.ts';
import { dayIn } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { sendProblem } from '../web/errors.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { renderPage } from '../web/render-page.ts';
import { languageLinks } from './page.ts';
import { inName, languageFor, sendGone, visitorOf } from './routes-visit.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords } from './words.ts';

type OfLetter = { Params: { id: string } };

/** A letter that was sent, whole and as it was: what a text message stands for is read here. */
export function letterRoutes(door: FastifyInstance, tools: PortalTools, words: PortalWords): void {
  door.get<OfLetter>('/portal/letters/:id', async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    if (!visitor) return sendGone(reply, tools, words);
    const { id } = request.params;
    const read = await inName(tools, visitor, (work) => lettersFacts(work, visitor, id));
    if (read === null) return sendProblem(reply, 'not-found');
    const language = languageFor(request, reply, read.language);
    const say = words[language];
    return renderPage(reply, 'portal/letter', {
      layout: 'portal',
      title: say('letterTitle', {
        rung: rungText(read.letter, language),
        day: dayText(dayIn(read.letter.sentAt, read.timeZone), language),
      }),
      frameSrc: `/portal/letters/${id}/sheet`,
      back: say('back'),
      language,
      languages: languageLinks(`/portal/letters/${id}`),
      creditorName: read.creditorName,
      sandbox: tools.sandbox,
    });
  });

  door.get<OfLetter>('/portal/letters/:id/sheet', async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    if (!visitor) return sendGone(reply, tools, words);
    const letter = await inName(tools, visitor, (work) => letterOf(work, visitor, request.params.id));
    if (letter === null) return sendProblem(reply, 'not-found');
    return sendMailFrame(reply, fillPlaceholders(letter.html, { portalLink: `${tools.publicUrl}/portal` }));
  });
}

/** Null for a letter that is not this debtor's, or that has not been sent. */
async function letterOf(work: Work, visitor: PortalVisitor, id: string) {
  const asked = z.uuid().safeParse(id);
  const letter = asked.success ? await sentLetter(work, asked.data) : null;
  return letter?.debtorId === visitor.debtorId ? letter : null;
}

async function lettersFacts(work: Work, visitor: PortalVisitor, id: string) {
  const letter = await letterOf(work, visitor, id);
  const [standing] = await readStandings(work, [visitor.debtorId]);
  if (letter === null || !standing) return null;
  const { name: creditorName, timeZone } = await readCreditor(work);
  return { letter, creditorName, timeZone, language: standing.debtor.decisions.language };
}
