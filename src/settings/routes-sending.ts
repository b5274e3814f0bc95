import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseBacklog } from '../cases/choose-backlog.ts';
import { backlogNumbers } from '../cases/store-backlog.ts';
import { changeSetting } from '../creditors/change-setting.ts';
import { moveTimeZone } from '../creditors/move-time-zone.ts';
import { creditorToday } from '../creditors/store.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm, ticked } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { backlogChoiceForm, backlogChoiceOf } from './backlog-form.ts';
import { limitsForm, limitsOf, timesForm, timesOf } from './sending-form.ts';
import { sendingPage } from './sending-page.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/sending';
const switchForm = z.object({
  seen: ticked.refine((seen) => seen, 'Look at tonight’s letters first, then tick the box.'),
});
const confirmedOff = 'Switch e-conomic’s own reminders off first, then tick the box.';

/** The switch that ships off, what becomes of the backlog, and when and how often letters may leave. */
export function sendingRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, async (request, reply) => {
    const { after } = z.object({ after: z.string().catch('') }).parse({ after: '', ...(request.query as object) });
    return showSettings(reply, tools, await sendingPage(tools, request, { after }));
  });

  app.post(`${page}/on`, change, async (request, reply) => {
    const refused = await switchOn(tools, request);
    if (refused !== null) return showSettings(reply, tools, await sendingPage(tools, request, refused));
    return redirectWithSentence(
      reply,
      page,
      'Sending is on. Letters that are due come to the queue, and none leaves without an admin’s yes.',
    );
  });

  app.post(`${page}/off`, change, async (request, reply) => {
    await asMember(tools.openWork, request, (work) => changeSetting(work, 'sending', { on: false }));
    return redirectWithSentence(reply, page, 'Sending is off. Nothing more leaves; what has left stays as it was.');
  });

  app.post(`${page}/hours`, change, async (request, reply) => {
    const form = readForm(timesForm, request.body);
    if (!form.ok) {
      const typed = { times: form.entered, errors: form.errors };
      return showSettings(reply, tools, await sendingPage(tools, request, typed));
    }
    const times = timesOf(form.value);
    await asMember(tools.openWork, request, async (work) => {
      await changeSetting(work, 'sending-hours', times.hours);
      await changeSetting(work, 'sending-days', times.days);
      await changeSetting(work, 'sending-spread', times.spread);
      await changeSetting(work, 'hold-window', times.window);
      await moveTimeZone(work, times.zone);
    });
    return redirectWithSentence(reply, page, 'Saved. Letters keep to these days and hours from now on.');
  });

  app.post(`${page}/limits`, change, async (request, reply) => {
    const form = readForm(limitsForm, request.body);
    const limits = form.ok ? limitsOf(form.value) : { ok: false as const, errors: form.errors };
    if (!limits.ok) {
      const entered = form.ok ? textsOf(form.value) : form.entered;
      return showSettings(reply, tools, await sendingPage(tools, request, { limits: entered, errors: limits.errors }));
    }
    await asMember(tools.openWork, request, async (work) => {
      await changeSetting(work, 'quiet-days', limits.quiet);
      await changeSetting(work, 'smallest-sum', limits.smallest);
    });
    return redirectWithSentence(reply, page, 'Saved. Every open case is looked at again with these limits.');
  });
}

/** Switches sending on and settles the backlog; what was missing, or null when it is on. */
async function switchOn(tools: SettingsTools, request: FastifyRequest) {
  const form = readForm(switchForm, request.body);
  const said = readForm(z.object({ off: ticked }), request.body);
  const chosen = readForm(backlogChoiceForm, request.body);
  return asMember(tools.openWork, request, async (work) => {
    const off = (said.ok && said.value.off) || (await readSetting(work, 'own-reminders')).off;
    const { invoices } = await backlogNumbers(work, await creditorToday(work), { kind: 'all' });
    const backlog = chosen.ok ? backlogChoiceOf(chosen.value, invoices) : { error: 'Choose one of these.' };
    const errors: { readonly [field: string]: string } = {
      ...(form.ok ? {} : form.errors),
      ...(off ? {} : { off: confirmedOff }),
      ...('error' in backlog ? { backlog: backlog.error } : {}),
    };
    if ('error' in backlog || Object.keys(errors).length > 0)
      return { errors, after: chosen.ok ? chosen.value.after : '', choice: chosen.ok ? chosen.value.backlog : '' };
    if (backlog.choice !== null) await chooseBacklog(work, backlog.choice);
    await changeSetting(work, 'own-reminders', { off: true });
    await changeSetting(work, 'sending', { on: true });
    return null;
  });
}

function textsOf(form: Readonly<Record<string, unknown>>): { readonly [field: string]: string } {
  return Object.fromEntries(Object.entries(form).map(([field, value]) => [field, String(value)]));
}
