import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readRatesAwaited } from '../cases/read-rates-awaited.ts';
import { readProposal } from '../cases/store-proposals.ts';
import { isLetterOf, nextLook, queueCounts, queueRow, queueRows, queueTabs } from '../cases/store-queue.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { isDay } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { englishFormWords, readForm, severalOf } from '../web/forms.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { actOnLetters, type LettersAct } from './act-on-letters.ts';
import { lettersTold } from './act-words.ts';
import { composeForReading } from './compose-for-reading.ts';
import { deskFrame, placeOf, verdictContext } from './desk-frame.ts';
import { pagesOf } from './list-pages.ts';
import { emptyQueue, openLetterPage, queueLine, queueTabsPage, sharedCurrency } from './queue-page.ts';
import { rateAwaitedSentence } from './rates-awaited-words.ts';
import { readAround } from './read-around.ts';
import { readOpenLetter } from './read-open-letter.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import { notPast, whenText } from './when-words.ts';

const rowsOnAPage = 100;

const asked = z.object({
  show: z.enum(queueTabs).optional().catch(undefined),
  open: z.uuid().optional().catch(undefined),
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

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
  const question = asked.parse({ q: '', page: 1, ...(request.query as object) });
  const member = memberOf(request);
  const salesPerson = salesPersonOf(member);
  const seen = await tools.openWork(asMember(request), async (work) => {
    const around = await readAround(work, member, tools.wallNow());
    const settings = await readSettings(work);
    const place = placeOf(around);
    const counts = await queueCounts(work, salesPerson);
    const row = question.open === undefined ? null : await queueRow(work, question.open, salesPerson);
    const known = question.open === undefined || row !== null || (await isLetterOf(work, question.open, salesPerson));
    const tab = question.show ?? (row ? tabOf(row.status) : counts.waiting > 0 ? 'waiting' : firstFilled(counts));
    const offset = (question.page - 1) * rowsOnAPage;
    const rows = await queueRows(work, { tab, salesPerson, search: question.q, offset, most: rowsOnAPage });
    const opened = row ? await readOpenLetter(work, row, tools.press, tools.publicUrl) : null;
    const next = await nextLook(work, place.today, salesPerson);
    const awaited = await readRatesAwaited(work, salesPerson);
    return { around, settings, place, counts, known, tab, rows, opened, next, awaited };
  });
  if (!seen.known) return sendProblem(reply, 'not-found');
  const { around, settings, place, counts, tab, rows, opened, next } = seen;
  const on = verdictContext(around, settings);
  const currency = sharedCurrency(rows);
  const closed = question.open !== undefined && opened === null;
  const says = { kind: 'note', sentence: 'That letter is not open any more.' } as const;
  return renderPage(reply, 'desk/queue', {
    ...deskFrame(around, 'queue', tools.sandbox),
    title: 'Queue',
    ...(closed ? { says } : {}),
    tabs: queueTabsPage(counts, tab, question.q),
    tab,
    search: question.q,
    currency: currency ?? 'Sum',
    rows: rows.map((row) => ({
      ...queueLine(row, on, currency),
      href: queueHref({ show: tab, q: question.q, page: question.page, open: row.id }),
      here: row.id === opened?.row.id,
    })),
    pages: pagesOf(question.page, rowsOnAPage, rows.length, counts[tab], question.q !== '', (page) =>
      queueHref({ show: tab, q: question.q, page }),
    ),
    letter: opened ? openLetterPage(opened, on) : null,
    ratesAwaited: seen.awaited.map(rateAwaitedSentence),
    sendingOn: settings.sendingOn,
    empty: emptyQueue({ tab, searching: question.q !== '', sendingOn: settings.sendingOn, next, counts, place }),
    leavesNext: counts.nextLeavesAt === null ? null : whenText(notPast(counts.nextLeavesAt, place), place),
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
  act: z.enum(['approve', 'hold', 'snooze', 'withdraw']),
  until: day.or(z.literal('')).default(''),
  note: z.string().trim().max(500, englishFormWords.tooLong).default(''),
  show: z.enum(queueTabs).optional().catch(undefined),
});

async function actOnQueue(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const read = readForm(form, request.body);
  if (!read.ok) return redirectWithSentence(reply, '/desk/queue', Object.values(read.errors).join(' '), 'refused');
  const { proposal: letters, show } = read.value;
  const back = queueHref({ show, q: '', page: 1 });
  const member = memberOf(request);
  const done = await tools.openWork(asMember(request), async (work) => {
    const around = await readAround(work, member, tools.wallNow());
    const act = actOf(read.value, placeOf(around).today);
    if (typeof act === 'string') return { told: { kind: 'refused', sentence: act } as const };
    const acted = await actOnLetters(work, member, letters, act);
    if (acted.kind !== 'acted') return { problem: acted.kind };
    return { told: lettersTold(act, acted.results, placeOf(around)) };
  });
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
  if (act === 'approve') return { kind: 'approve' };
  if (act === 'withdraw')
    return note === ''
      ? 'Write why you withdraw it: the reason goes on the trail.'
      : { kind: 'withdraw', reason: note };
  if (act === 'snooze' && until === '') return 'Choose the day until which it shall rest.';
  const hold = act === 'snooze' ? 'snooze' : 'pause';
  return { kind: 'rest', hold, until: until === '' ? null : until, note: note === '' ? null : note };
}

function tabOf(status: string) {
  return status === 'waiting' || status === 'held' ? status : 'leaving';
}

function firstFilled(counts: { leaving: number; held: number }) {
  return counts.leaving > 0 ? 'leaving' : counts.held > 0 ? 'held' : 'waiting';
}

type Href = { show?: string | undefined; q: string; page: number; open?: string };

function queueHref({ show, q, page, open }: Href): string {
  const query = new URLSearchParams();
  if (show) query.set('show', show);
  if (q) query.set('q', q);
  if (page > 1) query.set('page', String(page));
  if (open) query.set('open', open);
  return query.size > 0 ? `/desk/queue?${query}` : '/desk/queue';
}
