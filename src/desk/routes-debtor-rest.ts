import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endRest } from '../cases/end-rest.ts';
import { restDebtor } from '../cases/rest-debtor.ts';
import { isDebtorOf } from '../cases/store-debtor-list.ts';
import { readHolds } from '../cases/store-holds.ts';
import type { Work } from '../db/work.ts';
import { isDay } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { refusalWords, restedSentence, type Told } from './act-words.ts';
import { placeOf } from './desk-frame.ts';
import { holdWords } from './hold-words.ts';
import { readAround } from './read-around.ts';
import { mayRest, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import type { Place } from './when-words.ts';

const form = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('pause'),
    until: z.string().default('').refine(isDay, 'Choose the day until which this debtor shall rest.'),
    note: z.string().trim().max(500).default(''),
  }),
  z.object({ act: z.literal('wake'), hold: z.uuid() }),
]);

/** A debtor rests until a day, with or without a case: what falls due meanwhile is held. A rep may rest own debtors. */
export async function debtorRestRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.post<{ Params: { id: string } }>('/desk/debtors/:id/rest', async (request, reply) => {
    const id = z.uuid().safeParse(request.params.id);
    const member = memberOf(request);
    const who = asMember(request);
    const known = id.success && (await tools.openWork(who, (work) => isDebtorOf(work, id.data, salesPersonOf(member))));
    if (!known) return sendProblem(reply, 'not-found');
    if (!mayRest(member)) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
    const back = `/desk/debtors/${id.data}`;
    const read = readForm(form, request.body);
    if (!read.ok) return redirectWithSentence(reply, back, Object.values(read.errors).join(' '), 'refused');
    const told = await tools.openWork(who, async (work) => {
      const place = placeOf(await readAround(work, member, tools.wallNow()));
      return read.value.act === 'wake' ? wake(work, id.data, read.value.hold) : pause(work, id.data, read.value, place);
    });
    return redirectWithSentence(reply, back, told.sentence, told.kind);
  });
}

async function pause(
  work: Work,
  debtorId: string,
  { until, note }: { readonly until: string; readonly note: string },
  place: Place,
): Promise<Told> {
  if (until <= place.today) return { kind: 'refused', sentence: 'Choose a day after today.' };
  await restDebtor(work, { debtorId, caseId: null }, 'pause', until, note === '' ? null : note);
  return { kind: 'done', sentence: restedSentence({ until }, place) };
}

/** Only what a member has let rest is ended here; everything else is looked at on the case. */
async function wake(work: Work, debtorId: string, holdId: string): Promise<Told> {
  const hold = (await readHolds(work, debtorId)).find(({ id }) => id === holdId);
  if (hold?.kind !== 'pause' && hold?.kind !== 'snooze') return { kind: 'refused', sentence: refusalWords.gone };
  const { endWhy, ended } = holdWords[hold.kind];
  const done = await endRest(work, holdId, endWhy);
  return done.ok ? { kind: 'done', sentence: ended } : { kind: 'refused', sentence: refusalWords[done.refusal] };
}
