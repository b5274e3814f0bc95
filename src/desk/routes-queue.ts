import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isLetterOf } from '../cases/store-letter.ts';
import { readProposal } from '../cases/store-proposals.ts';
import { dayPlus, isDay } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { englishFormWords, readForm, severalOf } from '../web/forms.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { actOnLetters, type LettersAct } from './act-on-letters.ts';
import { lettersTold } from './act-words.ts';
import { mostDaysRested, tooFar } from './case-acts.ts';
import { composeForReading } from './compose-for-reading.ts';
import { deskFrame, placeOf, verdictContext } from './desk-frame.ts';
import { pagesOf } from './list-pages.ts';
import { queueFiltersPage, sortHeads } from './queue-filters-page.ts';
import { filtersSet, lookOf, lookText, queueHref, readLook, unfiltered } from './queue-look.ts';
import {
  emptyQueue,
  openLetterPage,
  queueLine,
  queueTabsPage,
  sharedCurrency,
  skipChoices,
  yesPage,
} from './queue-page.ts';
import { rateAwaitedSentence } from './rates-awaited-words.ts';
import { readAround } from './read-around.ts';
import { readQueue, rowsOnAPage } from './read-queue.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import { notPast, whenText } from './when-words.ts';
import { withdrawnLine } from './withdrawn-words.ts';

/** The queue: what leaves, what waits for a yes, what is held, and the letter one stands on. */
export async function queueRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/queue', async (request, reply) => showQueue(request, reply, tools));

  app.get<{ Params: { id: string } }>('/desk/queue/:id/letter', async (request, reply) => {
    const id = z.uuid().safeParse(request.params.id);
    const member = memberOf(request);
    const proposal = id.success
      ? await tools.openWork(asMember(request), async (work) =>
          (await isLetterOf(work, id.data, salesPersonOf(member))) ? readProposal(work, id.data) : null,
        )
      : null;
    if (proposal === null) return sendProblem(reply, 'not-found');
    return sendMailFrame(reply, composeForReading(tools.press, proposal.content, tools.publicUrl).html);
  });

  app.post('/desk/queue', async (request, reply) => actOnQueue(request, reply, tools));
}

async function showQueue(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const asked = readLook(request.query);
  const member = memberOf(request);
  const seen = await tools.openWork(asMember(request), (work) => readQueue(work, tools, member, asked));
  if (seen === null) return sendProblem(reply, 'not-found');
  const { around, settings, place, counts, tab, rows, opened, next } = seen;
  const look = { ...asked, show: tab, page: seen.page };
  const on = verdictContext(around, settings);
  const currency = sharedCurrency(rows);
  const closed = asked.open !== undefined && opened === null;
  const says = { kind: 'note', sentence: 'That letter is not open any more.' } as const;
  const narrowed = look.q !== '' || filtersSet(look) > 0;
  const allHref = narrowed ? queueHref(unfiltered(look)) : null;
  return renderPage(reply, 'desk/queue', {
    follows: true,
    ...deskFrame(around, 'queue', tools.sandbox),
    title: 'Queue',
    ...(closed ? { says } : {}),
    tabs: queueTabsPage(counts, tab, look),
    tab,
    look: lookText({ ...look, open: undefined }),
    search: look.q,
    filters: queueFiltersPage(look, seen.choices, seen.repNames),
    heads: sortHeads(look),
    currency: currency ?? 'Sum',
    rows: rows.map((row) => ({
      ...queueLine(row, on, currency),
      href: queueHref(look, { page: look.page, open: row.id }),
      here: row.id === opened?.row.id,
    })),
    pages: pagesOf(look.page, rowsOnAPage, rows.length, counts[tab], false, (page) => queueHref(look, { page })),
    letter: opened
      ? { ...openLetterPage(opened, on), skips: skipChoices(seen.skippable), yes: yesPage(seen.yes, place) }
      : null,
    ratesAwaited: seen.awaited.map(rateAwaitedSentence),
    sendingOn: settings.sendingOn,
    empty: emptyQueue({ tab, allHref, sendingOn: settings.sendingOn, next, counts, place }),
    leavesNext: counts.nextLeavesAt === null ? null : whenText(notPast(counts.nextLeavesAt, place), place),
    fitting: counts[tab],
    bulks: seen.bulks,
    withdrawn: seen.withdrawn.map((each) => withdrawnLine(each, place)),
    mayDecide: mayDecide(member),
    mayRest: mayRest(member),
    today: place.today,
  });
}

const chosenLetter = z
  .string()
  .regex(/^[0-9a-f-]{36}:[0-9a-f]{1,128}$/)
  .transform((key) => ({ id: key.slice(0, 36), hash: key.slice(37) }))
  .refine(({ id }) => z.uuid().safeParse(id).success);

const day = z.string().refine(isDay, 'Write the day as in 2026-03-31.');
const form = z.object({
  proposal: severalOf(chosenLetter),
  act: z.enum(['approve', 'hold', 'snooze', 'withdraw'], 'Press the button of what shall happen.'),
  until: day.or(z.literal('')).default(''),
  note: z.string().trim().max(500, englishFormWords.tooLong).default(''),
  look: z.string().max(1000).default(''),
});

async function actOnQueue(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const from = lookOf((request.body as { look?: unknown } | null)?.look);
  const back = queueHref(from, { page: from.page });
  const read = readForm(form, request.body);
  if (!read.ok) return redirectWithSentence(reply, back, Object.values(read.errors).join(' '), 'refused');
  const member = memberOf(request);
  const done = await tools.openWork(asMember(request), async (work) => {
    const around = await readAround(work, member, tools.wallNow());
    const act = actOf(read.value, placeOf(around).today);
    if (typeof act === 'string') return { told: { kind: 'refused', sentence: act } as const };
    const acted = await actOnLetters(work, member, read.value.proposal, act);
    if (acted.kind === 'under-way') return { bulkId: acted.bulkId };
    if (acted.kind !== 'acted') return { problem: acted.kind };
    return { told: lettersTold(act, acted.results, placeOf(around)) };
  });
  if (done.bulkId !== undefined) return reply.redirect(`/desk/queue/bulk/${done.bulkId}`, 303);
  if (done.told === undefined)
    return done.problem === 'not-allowed'
      ? sendProblem(reply, 'not-allowed', mayNot(read.value.act))
      : sendProblem(reply, 'not-found');
  return redirectWithSentence(reply, back, done.told.sentence, done.told.kind);
}

function mayNot(act: string): string {
  return act === 'approve' ? 'Only an admin may approve a letter.' : 'Your role does not include this.';
}

/** The act a form asks for, or the sentence that says what is missing. */
function actOf({ act, until, note }: z.output<typeof form>, today: string): LettersAct | string {
  if (until !== '' && until <= today) return 'Choose a day after today.';
  if (until > dayPlus(today, mostDaysRested)) return tooFar;
  if (act === 'approve') return { kind: 'approve' };
  if (act === 'withdraw')
    return note === ''
      ? 'Write why you withdraw it: the reason goes on the trail.'
      : { kind: 'withdraw', reason: note };
  if (act === 'snooze' && until === '') return 'Choose the day until which it shall rest.';
  const hold = act === 'snooze' ? 'snooze' : 'pause';
  return { kind: 'rest', hold, until: until === '' ? null : until, note: note === '' ? null : note };
}
