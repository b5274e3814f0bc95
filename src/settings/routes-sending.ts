import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { readSetting, readSettings } from '../creditors/store-settings.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm, ticked } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/sending';
const switchForm = z.object({
  seen: ticked.refine((seen) => seen, 'Look at tonight’s letters first, then tick the box.'),
});
const confirmedOff = 'Switch e-conomic’s own reminders off first, then tick the box.';
const hoursForm = z
  .object({
    from: z.coerce.number('Write a whole hour.').int('Write a whole hour.').min(0).max(23),
    to: z.coerce.number('Write a whole hour.').int('Write a whole hour.').min(1).max(24),
    hours: z.coerce.number('Write a whole number of hours.').int().min(0).max(168, 'A week is the longest.'),
  })
  .refine((form) => form.from < form.to, { path: ['to'], message: 'The last hour must come after the first.' });

/** The switch that ships off, and when letters may leave. */
export function sendingRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };
  const pageOf = async (request: Parameters<typeof asMember>[1], more: object = {}) => {
    const settings = await asMember(openWork, request, readSettings);
    return {
      place: 'sending' as const,
      title: 'Sending',
      sendingOn: settings.sendingOn,
      halted: settings.halted,
      connected: settings.connected,
      ownRemindersOff: (await asMember(openWork, request, (work) => readSetting(work, 'own-reminders'))).off,
      tonightPath: tools.tonightPath,
      hours: { ...settings.hours, hours: settings.holdWindowHours },
      errors: {},
      ...more,
    };
  };

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(request)));

  app.post(`${page}/on`, change, async (request, reply) => {
    const form = readForm(switchForm, request.body);
    const said = readForm(z.object({ off: ticked }), request.body);
    const off =
      (said.ok && said.value.off) ||
      (await asMember(openWork, request, (work) => readSetting(work, 'own-reminders'))).off;
    const errors = { ...(form.ok ? {} : form.errors), ...(off ? {} : { off: confirmedOff }) };
    if (!form.ok || !off) return showSettings(reply, tools, await pageOf(request, { status: 422, errors }));
    await asMember(openWork, request, async (work) => {
      await changeSetting(work, 'own-reminders', { off: true });
      await changeSetting(work, 'sending', { on: true });
    });
    return redirectWithSentence(
      reply,
      page,
      'Sending is on. Letters that are due come to the queue, and each leaves only after an admin has approved it.',
    );
  });

  app.post(`${page}/off`, change, async (request, reply) => {
    await asMember(openWork, request, (work) => changeSetting(work, 'sending', { on: false }));
    return redirectWithSentence(reply, page, 'Sending is off. Nothing more leaves; what has left stays as it was.');
  });

  app.post(`${page}/hours`, change, async (request, reply) => {
    const form = readForm(hoursForm, request.body);
    if (!form.ok)
      return showSettings(
        reply,
        tools,
        await pageOf(request, { status: 422, errors: form.errors, hours: form.entered }),
      );
    const { from, to, hours } = form.value;
    await asMember(openWork, request, async (work) => {
      await changeSetting(work, 'sending-hours', { from, to });
      await changeSetting(work, 'hold-window', { hours });
    });
    return redirectWithSentence(reply, page, 'Saved. Letters keep to these hours from now on.');
  });
}
