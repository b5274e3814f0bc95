import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerSegmentMoves } from '../cases/answer-segment-moves.ts';
import { importScores } from '../cases/import-scores.ts';
import { readHabit } from '../cases/read-habit.ts';
import { readScoreLines } from '../cases/score-lines.ts';
import { casesOfDebtor } from '../cases/store-cases.ts';
import { debtorCount, debtorLines, isDebtorOf } from '../cases/store-debtor-list.ts';
import { readStandings } from '../cases/store-facts.ts';
import { readHolds } from '../cases/store-holds.ts';
import { openMoveCount, openMoves } from '../cases/store-segments.ts';
import { segments } from '../ladder/ladder-choice.ts';
import { isDay } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm, severalOf } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { debtorLinePage, habitSentence, moveLinePage } from './debtors-page.ts';
import { decideAboutDebtor } from './decide-about-debtor.ts';
import { decisionForm, decisionOf } from './decision-forms.ts';
import { decisionsPage } from './decisions-page.ts';
import { deskFrame, placeOf } from './desk-frame.ts';
import { restsOf } from './hold-words.ts';
import { pagesOf } from './list-pages.ts';
import { readAround } from './read-around.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';
import { segmentNames } from './segment-words.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const list = '/desk/debtors';
const moves = `${list}/moves`;
const linesOnAPage = 100;
const mostMoves = 500;

const asked = z.object({
  q: z.string().trim().max(100).catch(''),
  segment: z.enum(segments).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
type OfDebtor = { Params: { id: string } };

/** Debtors, those without a case too: who they are to the creditor, and what is decided about them. */
export async function debtorRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get(list, async (request, reply) => showList(request, reply, tools));
  app.get<OfDebtor>(`${list}/:id`, async (request, reply) => showDebtor(request, reply, tools, request.params.id));
  app.post<OfDebtor>(`${list}/:id/decisions`, async (request, reply) =>
    decide(request, reply, tools, request.params.id),
  );
  app.get(moves, async (request, reply) => showMoves(request, reply, tools));
  app.post(moves, async (request, reply) => answerMoves(request, reply, tools));
  app.post(`${list}/scores`, async (request, reply) => takeScores(request, reply, tools));
}

async function showList(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const { q, page, segment } = asked.parse({ q: '', page: 1, ...(request.query as object) });
  const member = memberOf(request);
  const question = {
    salesPerson: salesPersonOf(member),
    search: q,
    segment: segment ?? null,
    offset: (page - 1) * linesOnAPage,
    most: linesOnAPage,
  };
  const { around, lines, count, waiting } = await tools.openWork(asMember(request), async (work) => ({
    around: await readAround(work, member, tools.wallNow()),
    lines: await debtorLines(work, question),
    count: await debtorCount(work, question),
    waiting: await openMoveCount(work),
  }));
  const href = (of: { readonly segment?: string | undefined; readonly page?: number }) =>
    `${list}?${new URLSearchParams({
      ...(q ? { q } : {}),
      ...(of.segment ? { segment: of.segment } : {}),
      ...(of.page ? { page: String(of.page) } : {}),
    })}`;
  return renderPage(reply, 'desk/debtors', {
    ...deskFrame(around, 'debtors', tools.sandbox),
    title: 'Debtors',
    search: q,
    segment: segment ?? '',
    segments: [
      { name: 'All', href: href({}), here: segment === undefined },
      ...segments.map((each) => ({ name: segmentNames[each], href: href({ segment: each }), here: each === segment })),
    ],
    count,
    lines: lines.map((line) => debtorLinePage(line, around.creditor.baseCurrency, placeOf(around))),
    pages: pagesOf(page, linesOnAPage, lines.length, count, false, (to) => href({ segment, page: to })),
    moves: mayDecide(member) && waiting > 0 ? { href: moves, count: waiting } : null,
    mayDecide: mayDecide(member),
    empty: { title: 'Nobody here', sentence: 'No debtor fits what you looked for.', href: list, action: 'Show all' },
  });
}

async function showDebtor(request: FastifyRequest, reply: FastifyReply, tools: DeskTools, id: string) {
  const member = memberOf(request);
  const read = await tools.openWork(asMember(request), async (work) => {
    if (!z.uuid().safeParse(id).success || !(await isDebtorOf(work, id, salesPersonOf(member)))) return null;
    const [standing] = await readStandings(work, [id]);
    return {
      around: await readAround(work, member, tools.wallNow()),
      debtor: standing!.debtor,
      cases: await casesOfDebtor(work, id),
      known: await readHabit(work, id),
      holds: await readHolds(work, id),
    };
  });
  if (read === null) return sendProblem(reply, 'not-found');
  const { debtor, known } = read;
  return renderPage(reply, 'desk/debtor', {
    ...deskFrame(read.around, 'debtors', tools.sandbox),
    title: debtor.name,
    here: `${list}/${id}`,
    number: debtor.customerNumber,
    about: decisionsPage(debtor, placeOf(read.around), tools.wording.channels.includes('sms')),
    habit: habitSentence(known.habit, known.months),
    cases: read.cases.map((each) => ({
      href: `/desk/cases/${each.id}`,
      name: `${each.closedAt === null ? 'Open case' : 'Closed case'} in ${each.currency}`,
    })),
    rests: restsOf(read.holds, placeOf(read.around)),
    mayRest: mayRest(member),
    mayDecide: mayDecide(member),
  });
}

async function decide(request: FastifyRequest, reply: FastifyReply, tools: DeskTools, id: string) {
  const member = memberOf(request);
  if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
  const form = readForm(decisionForm, request.body);
  if (!form.ok) return redirectWithSentence(reply, `${list}/${id}`, Object.values(form.errors).join(' '), 'refused');
  const told = await tools.openWork(asMember(request), async (work) => {
    if (!(await isDebtorOf(work, id, salesPersonOf(member)))) return 'unknown';
    return mayDecide(member) ? decideAboutDebtor(work, id, decisionOf(form.value)) : 'not-allowed';
  });
  if (told === 'unknown') return sendProblem(reply, 'not-found');
  if (told === 'not-allowed') return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
  return redirectWithSentence(reply, `${list}/${id}`, told.sentence, told.kind);
}

async function showMoves(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const member = memberOf(request);
  if (!mayDecide(member)) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
  const { around, waiting } = await tools.openWork(asMember(request), async (work) => ({
    around: await readAround(work, member, tools.wallNow()),
    waiting: await openMoves(work, mostMoves),
  }));
  return renderPage(reply, 'desk/segment-moves', {
    ...deskFrame(around, 'debtors', tools.sandbox),
    title: 'Moves between segments',
    lines: waiting.map(moveLinePage),
    here: moves,
  });
}

const movesForm = z.object({ move: severalOf(z.uuid()), answer: z.enum(['taken', 'left']) });

async function answerMoves(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  if (!mayDecide(memberOf(request))) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
  const form = readForm(movesForm, request.body);
  if (!form.ok || form.value.move.length === 0)
    return redirectWithSentence(reply, moves, 'Tick the debtors you mean first.', 'refused');
  const { move, answer } = form.value;
  const { answered } = await tools.openWork(asMember(request), (work) => answerSegmentMoves(work, move, answer));
  const debtors = answered === 1 ? '1 debtor' : `${answered} debtors`;
  return redirectWithSentence(
    reply,
    moves,
    answer === 'taken'
      ? `Moved ${debtors}. Their next rung is of the new ladder.`
      : `Left ${debtors} as they are. The rule asks again only for other reasons.`,
  );
}

const scoresForm = z.object({
  scores: z.string().trim().min(1, 'Paste the scores first, a customer number and a score on each line.').max(500_000),
  source: z.string().trim().min(1, 'Write who gave the scores.').max(100),
  day: z.string().refine(isDay, 'Write the day the scores are from, as in 2026-03-31.'),
});

async function takeScores(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  if (!mayDecide(memberOf(request))) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
  const form = readForm(scoresForm, request.body);
  if (!form.ok) return redirectWithSentence(reply, list, Object.values(form.errors).join(' '), 'refused');
  const { scores, unread } = readScoreLines(form.value.scores);
  const done = await tools.openWork(asMember(request), (work) => importScores(work, scores, form.value));
  const left = [
    ...(done.unknownNumbers.length > 0 ? [`Unknown customer numbers: ${few(done.unknownNumbers)}.`] : []),
    ...(unread.length > 0
      ? [`${unread.length === 1 ? 'One line was' : `${unread.length} lines were`} not a number and a score.`]
      : []),
  ];
  const noted = `Noted ${done.noted === 1 ? '1 score' : `${done.noted} scores`}; ${done.same} were known already.`;
  return redirectWithSentence(reply, list, [noted, ...left].join(' '), left.length > 0 ? 'note' : 'done');
}

function few(numbers: readonly string[]): string {
  const more = numbers.length - 10;
  return more > 0 ? `${numbers.slice(0, 10).join(', ')} and ${more} more` : numbers.join(', ');
}
