import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isCaseOf } from '../cases/store-case-list.ts';
import { casesOfDebtor, readCase } from '../cases/store-cases.ts';
import { readCreditor } from '../creditors/store.ts';
import { readDebtor } from '../mirror/store-debtors.ts';
import { lookAtTrail, type TrailEntry } from '../trail/store.ts';
import type { TrailScope } from '../trail/store-export.ts';
import { howToCheck, trailFormat } from '../trail/trail-lines.ts';
import { type Day, dayIn, dayPlus, instantAt, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { sendProblem } from '../web/errors.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { deskFrame, placeOf } from './desk-frame.ts';
import { namesOnTrail } from './names-on-trail.ts';
import { readAround } from './read-around.ts';
import { mayReadTrail, mayTakeTrail } from './roles.ts';
import { asMember } from './signed-in.ts';
import { streamTrail } from './stream-trail.ts';
import { timelineLine } from './timeline.ts';
import type { DeskTools } from './tools.ts';

const rowsOnAPage = 100;

/** A whole trail is long: a person needs a few in an hour. */
const files = { config: { rateLimit: { max: 12, timeWindow: 60_000 } } };

const format = z.enum(['jsonl', 'csv'], 'Choose lines of JSON or a spreadsheet.');
const bothDays = 'Write both days as in 2026-03-31.';
const day = z.string(bothDays).refine(isDay, bothDays);
const period = z
  .object({ from: day, to: day, as: format })
  .refine(({ from, to }) => from <= to, { message: 'The last day must not come before the first.' });
const ofCase = z.object({ id: z.uuid(), of: z.enum(['case', 'debtor']).default('case'), as: format });
const asked = z.object({ before: z.coerce.number().int().min(1).catch(0) });

/** The trail to read and to take away. Admins take it away; auditors read it. */
export async function trailRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/trail', async (request, reply) => {
    if (!mayReadTrail(memberOf(request)))
      return sendProblem(reply, 'not-allowed', 'The whole trail is for admins and auditors.');
    return showTrail(request, reply, tools);
  });

  app.get('/desk/trail/file', files, async (request, reply) => {
    if (!mayTakeTrail(memberOf(request)))
      return sendProblem(reply, 'not-allowed', 'Only an admin can take the trail away.');
    const wanted = period.safeParse(request.query);
    if (!wanted.success) return sendProblem(reply, 'unreadable', wanted.error.issues[0]?.message ?? '');
    const { from, to, as } = wanted.data;
    return sendTrail(request, reply, tools, as, async (timeZone) => ({
      scope: { of: 'creditor', from: startOf(from, timeZone), to: startOf(dayPlus(to, 1), timeZone) },
      of: `everything from ${dayText(from, 'en')} to ${dayText(to, 'en')}`,
      name: `trail-${from}-${to}`,
    }));
  });

  app.get<{ Params: { id: string } }>('/desk/cases/:id/trail', files, async (request, reply) => {
    const member = memberOf(request);
    if (!mayTakeTrail(member)) return sendProblem(reply, 'not-allowed', 'Only an admin can take the trail away.');
    const wanted = ofCase.safeParse({ ...(request.query as object), ...request.params });
    if (!wanted.success) return sendProblem(reply, 'not-found');
    const { id, of, as } = wanted.data;
    const found = await tools.openWork(asMember(request), async (work) => {
      if (!(await isCaseOf(work, id, null))) return null;
      const { debtorId } = (await readCase(work, id))!;
      const others = of === 'debtor' ? (await casesOfDebtor(work, debtorId)).map((each) => each.id) : [];
      const scope: TrailScope = { of: 'cases', caseIds: [...new Set([id, ...others])], debtorId };
      return { scope, debtor: (await readDebtor(work, debtorId))?.name ?? '' };
    });
    if (found === null) return sendProblem(reply, 'not-found');
    return sendTrail(request, reply, tools, as, async () => ({
      scope: found.scope,
      of: of === 'debtor' ? `all cases of ${found.debtor}` : `one case of ${found.debtor}`,
      name: `trail-${of}`,
    }));
  });
}

type Wanted = { readonly scope: TrailScope; readonly of: string; readonly name: string };

async function sendTrail(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: DeskTools,
  as: z.output<typeof format>,
  wantedIn: (timeZone: string) => Promise<Wanted>,
): Promise<FastifyReply> {
  const who = asMember(request);
  const { creditor, now } = await tools.openWork(who, async (work) => ({
    creditor: await readCreditor(work),
    now: work.now,
  }));
  const { timeZone } = creditor;
  const { scope, of, name } = await wantedIn(timeZone);
  const head = {
    format: trailFormat,
    creditorId: who.creditorId,
    creditor: creditor.name,
    of,
    whole: scope.of === 'creditor',
    madeAt: now.toISOString(),
    howToCheck,
  } as const;
  return reply
    .header('content-disposition', `attachment; filename="${name}-${dayIn(now, timeZone)}.${as}"`)
    .header('cache-control', 'private, no-store')
    .type(as === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
    .send(Readable.from(streamTrail(tools.openWork, { who, scope, head, format: as, timeZone })));
}

async function showTrail(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const member = memberOf(request);
  const { before } = asked.parse({ before: 0, ...(request.query as object) });
  const { around, rows, names } = await tools.openWork(asMember(request), async (work) => {
    const look = { of: null, words: null, beforeId: before === 0 ? null : before, most: rowsOnAPage + 1 };
    const found = await lookAtTrail(work, look);
    return {
      around: await readAround(work, member, tools.wallNow()),
      rows: found,
      names: await namesOnTrail(work, [...found, ...found.flatMap(aboutDebtor)]),
    };
  });
  const place = placeOf(around);
  const shown = rows.slice(0, rowsOnAPage);
  return renderPage(reply, 'desk/trail', {
    ...deskFrame(around, 'cases', tools.sandbox),
    title: 'Trail',
    timeline: shown.map((entry) => ({
      ...timelineLine(entry, names, place),
      href: entry.caseId === null ? null : `/desk/cases/${entry.caseId}`,
      debtor: names.get(entry.debtorId ?? '') ?? 'the case',
    })),
    newest: before === 0 ? null : '/desk/trail',
    older: rows.length > rowsOnAPage ? `/desk/trail?before=${shown.at(-1)!.id}` : null,
    mayTake: mayTakeTrail(member),
    from: dayPlus(place.today, -30),
    to: place.today,
  });
}

/** A row's debtor is looked up as one who acts is. */
function aboutDebtor({ debtorId }: TrailEntry) {
  return debtorId ? [{ actorKind: 'debtor', actorId: debtorId }] : [];
}

function startOf(day: Day, timeZone: string) {
  return instantAt(day, 0, 0, timeZone);
}
