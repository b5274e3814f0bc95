import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { rehearseLadder } from '../cases/rehearse-ladder.ts';
import { errorsIn } from '../creditors/ladder-fault.ts';
import { saveLadder } from '../creditors/save-ladder.ts';
import { defaultVersion } from '../creditors/settings.ts';
import { readCreditor } from '../creditors/store.ts';
import { type LadderVersion, readLadderVersions } from '../creditors/store-ladders.ts';
import { readMembers } from '../creditors/store-members.ts';
import { defaultRungs } from '../ladder/rungs.ts';
import { type Day, dayIn, dayPlus, instantAt, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { ladderChangePage } from './ladder-change-page.ts';
import { ladderDifferences } from './ladder-differences.ts';
import { ladderHref, ladderLines } from './ladder-page.ts';
import { ladderPicture } from './ladder-picture.ts';
import { ladderAsked } from './routes-ladder-edit.ts';
import { ladderTitle } from './rung-label.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const saveForm = z.object({ from: z.union([z.literal(''), z.string().refine(isDay)]).default('') });
const compared = z.object({ version: z.string(), with: z.string().optional() });

/** What a draft would change, saving it from a day on, and the versions there have been. */
export function ladderSaveRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get('/settings/ladder/change', look, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.query);
    if (on === null) return sendProblem(reply, 'not-found');
    if (on.draft === null) return reply.redirect(ladderHref(on.name), 303);
    const rehearsal = await asMember(openWork, request, (work) => rehearseLadder(work, tools, on.name, on.rungs));
    return showSettings(reply, tools, {
      place: 'ladder',
      view: 'ladder-change',
      title: 'What would change',
      ...ladderChangePage(on, rehearsal, await todayOf(request, tools)),
    });
  });

  app.post('/settings/ladder/save', change, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.body);
    if (on === null) return sendProblem(reply, 'not-found');
    const form = readForm(saveForm, request.body);
    const today = await todayOf(request, tools);
    const from = form.ok ? form.value.from || today : null;
    if (from === null || from < today || from > dayPlus(today, 366))
      return redirectWithSentence(
        reply,
        ladderHref(on.name, '/change'),
        'Nothing was saved: choose a day from today on, within a year.',
        'refused',
      );
    if (on.draft === null) return redirectWithSentence(reply, ladderHref(on.name), nothingNew, 'note');
    if (errorsIn(on.faults).length > 0) return reply.redirect(ladderHref(on.name), 303);
    const answer = await asMember(openWork, request, async (work) => {
      const { timeZone } = await readCreditor(work);
      return saveLadder(work, on.name, on.rungs, from === today ? work.now : instantAt(from, 0, 0, timeZone));
    });
    if (answer.kind === 'refused') return reply.redirect(ladderHref(on.name), 303);
    const title = ladderTitle(on.name, on.debtorName);
    const when = from === today ? 'from now on' : `from ${dayText(from, 'en')}`;
    return redirectWithSentence(
      reply,
      '/settings',
      answer.kind === 'saved' ? `Saved. The ${title} ladder is this one ${when}. ${running}` : nothingNew,
    );
  });

  app.get('/settings/ladder/versions', look, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.query);
    if (on === null) return sendProblem(reply, 'not-found');
    const { now, versions, members, creditor } = await asMember(openWork, request, async (work) => ({
      now: work.now,
      versions: await readLadderVersions(work, on.name),
      members: await readMembers(work),
      creditor: await readCreditor(work),
    }));
    const all = on.name === 'normal' ? [...versions, first] : versions;
    const asked = compared.safeParse(request.query);
    const shown = asked.success ? all.find((each) => each.version === asked.data.version) : undefined;
    const other = asked.success ? all.find((each) => each.version === asked.data.with) : undefined;
    const before = other ?? (shown && all[all.indexOf(shown) + 1]);
    const whose = (id: string) => members.find((member) => member.id === id)?.name ?? 'Rykker';
    const dayOf = (version: LadderVersion) =>
      version === first
        ? 'What everybody starts with'
        : `From ${dayText(dayIn(version.fromAt, creditor.timeZone), 'en')}`;
    return showSettings(reply, tools, {
      place: 'ladder',
      view: 'ladder-versions',
      title: 'Versions',
      ladder: on.name,
      ladderTitle: ladderTitle(on.name, on.debtorName),
      editHref: ladderHref(on.name),
      versions: all.map((version) => ({
        version: version.version,
        name: dayOf(version),
        by: version === first ? '' : whose(version.actorId),
        ended: version.rungs === null,
        inForce: version.version === on.settings.ladders.get(on.name)?.version,
        planned: version.fromAt > now,
        href: `${ladderHref(on.name, '/versions')}&version=${version.version}`,
        chosen: version === shown,
      })),
      shown: shown?.rungs
        ? {
            name: dayOf(shown),
            picture: ladderPicture(shown.rungs, `The days of the ladder ${dayOf(shown).toLowerCase()}`),
            lines: ladderLines(shown.rungs),
            differences: before?.rungs ? ladderDifferences(before.rungs, shown.rungs) : null,
            beside: before ? dayOf(before) : '',
          }
        : null,
    });
  });
}

const first: LadderVersion = {
  version: defaultVersion,
  fromAt: new Date(0),
  actorKind: 'machine',
  actorId: '',
  rungs: defaultRungs,
};

const running = 'Invoices that have had a letter already keep their next rung; after it, this ladder holds.';
const nothingNew = 'Nothing was changed.';

function todayOf(request: FastifyRequest, tools: SettingsTools): Promise<Day> {
  return asMember(tools.openWork, request, async (work) => dayIn(work.now, (await readCreditor(work)).timeZone));
}
