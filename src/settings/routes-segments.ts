import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeSetting } from '../creditors/change-setting.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { segmentsForm, segmentsShown } from './segments-form.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/segments';

/** Who is treated as a risk: the rule, and whether it moves debtors by itself or asks first. */
export function segmentRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };
  const pageOf = (request: FastifyRequest, more: object = {}) =>
    asMember(openWork, request, async (work) => ({
      place: 'segments' as const,
      title: 'Segments',
      rule: segmentsShown(await readSetting(work, 'segments')),
      errors: {},
      ...more,
    }));

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(request)));

  app.post(page, change, async (request, reply) => {
    const form = readForm(segmentsForm, request.body);
    if (!form.ok)
      return showSettings(
        reply,
        tools,
        await pageOf(request, { status: 422, errors: form.errors, rule: form.entered }),
      );
    await asMember(openWork, request, async (work) => {
      await changeSetting(work, 'segments', form.value);
      await putOnTimetable(work, 'segments', '', work.now);
    });
    return redirectWithSentence(
      reply,
      page,
      'Saved. The rule looks at every debtor now; what it finds is under Debtors.',
    );
  });
}
