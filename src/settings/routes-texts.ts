import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeTexts } from '../cases/change-texts.ts';
import type { SettingValue } from '../creditors/settings.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { mostTextRules, textRulesFrom } from '../creditors/stored-texts.ts';
import { knownValues } from '../ladder/own-text.ts';
import { letterSorts } from '../ladder/text-choice.ts';
import { languages } from '../values/language.ts';
import { currencies } from '../values/money.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { asMember, showSettings } from './settings-page.ts';
import { habitChoices, relationChoices, segmentChoices, sortNames, whomSentence } from './text-words.ts';
import { blankRule, ruleOf, ruleShown, textForm, wordFaults } from './texts-form.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/texts';
const place = z.coerce.number().int().min(1).max(mostTextRules);

/** Whose letters have words of their own. The first that fits is taken, so their order is theirs to choose. */
export function textRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get<{ Querystring: { edit?: unknown } }>(page, look, async (request, reply) => {
    const edit = place.safeParse(request.query.edit);
    return show(request, reply, tools, { edit: edit.success ? edit.data : null, entered: null, errors: {} });
  });

  app.post(page, change, async (request, reply) => save(request, reply, tools));

  app.post(`${page}/order`, change, async (request, reply) => {
    const form = readForm(z.object({ place, act: z.enum(['remove', 'up']) }), request.body);
    if (!form.ok) return redirectWithSentence(reply, page, 'Those words are not there any more.', 'refused');
    const { place: at, act } = form.value;
    const told = await replaceRules(request, tools, (rules) => {
      if (at > rules.length) return null;
      const others = rules.toSpliced(at - 1, 1);
      return act === 'remove' ? others : others.toSpliced(Math.max(0, at - 2), 0, rules[at - 1]!);
    });
    return redirectWithSentence(reply, page, told ?? 'Those words are not there any more.', told ? 'done' : 'refused');
  });
}

const placed = z.object({ place: z.union([z.literal(''), place]).default('') });

async function save(request: FastifyRequest, reply: FastifyReply, tools: SettingsTools): Promise<FastifyReply> {
  const form = readForm(textForm, request.body);
  const at = placed.safeParse(request.body);
  const edit = at.success && at.data.place !== '' ? at.data.place : null;
  if (!form.ok) return show(request, reply, tools, { edit, entered: form.entered, errors: form.errors });
  const rule = ruleOf(form.value);
  const faults = wordFaults(rule);
  if (faults.length > 0) {
    const errors = { words: faults.map(({ sentence }) => sentence).join(' ') };
    return show(request, reply, tools, { edit, entered: ruleShown(rule), errors });
  }
  const told = await replaceRules(request, tools, (rules) => {
    if (edit !== null && edit <= rules.length) return rules.with(edit - 1, rule);
    return rules.length < mostTextRules ? [...rules, rule] : null;
  });
  return redirectWithSentence(
    reply,
    page,
    told ?? `There are ${mostTextRules} already. Remove one first.`,
    told ? 'done' : 'refused',
  );
}

/** The sentence for what was done; null where `next` says it cannot be. */
async function replaceRules(
  request: FastifyRequest,
  tools: SettingsTools,
  next: (rules: SettingValue<'texts'>) => SettingValue<'texts'> | null,
): Promise<string | null> {
  return asMember(tools.openWork, request, async (work) => {
    const rules = next(await readSetting(work, 'texts'));
    if (rules === null) return null;
    const takenBack = await changeTexts(work, rules);
    if (takenBack === null) return 'Nothing was changed.';
    const standing = takenBack === 0 ? '' : ' Standing approvals are taken back, as letters may read otherwise now.';
    return `Saved. Open letters whose words change are made anew.${standing}`;
  });
}

type Typed = {
  /** Which of the rules is being changed; null: a new one. */
  readonly edit: number | null;
  readonly entered: { readonly [field: string]: string } | null;
  readonly errors: { readonly [field: string]: string };
};

async function show(request: FastifyRequest, reply: FastifyReply, tools: SettingsTools, typed: Typed) {
  const stored = await asMember(tools.openWork, request, (work) => readSetting(work, 'texts'));
  const edited = typed.edit === null ? undefined : stored[typed.edit - 1];
  const choices = (names: { readonly [value: string]: string }) =>
    Object.entries(names).map(([value, name]) => ({ value, name }));
  return showSettings(reply, tools, {
    place: 'texts',
    title: 'Words',
    ...(Object.keys(typed.errors).length > 0 ? { status: 422 } : {}),
    rules: textRulesFrom(stored).map((rule, index) => ({
      place: index + 1,
      letter: sortNames[rule.letter],
      whom: whomSentence(rule),
      texts: languages.flatMap((language) => (rule.texts[language] ? [{ language, text: rule.texts[language] }] : [])),
    })),
    edit: edited ? typed.edit : null,
    form: { ...blankRule, ...(typed.entered ?? (edited ? ruleShown(edited) : {})) },
    errors: typed.errors,
    letters: letterSorts.map((value) => ({ value, name: sortNames[value] })),
    relations: choices(relationChoices),
    segments: choices(segmentChoices),
    habits: choices(habitChoices),
    currencies,
    values: knownValues.map((name) => `{${name}}`).join(', '),
  });
}
