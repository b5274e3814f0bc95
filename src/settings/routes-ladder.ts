import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { isSenderName } from '../creditors/settings.ts';
import { readCreditor } from '../creditors/store.ts';
import { readLadderDraft } from '../creditors/store-ladders.ts';
import { readSetting, readSettings } from '../creditors/store-settings.ts';
import { isLadderName, type LadderName, segments } from '../ladder/ladder-choice.ts';
import { isRungKey, kindOf, rungOf } from '../ladder/rungs.ts';
import { dayIn } from '../values/day.ts';
import { languages } from '../values/language.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { memberGate } from '../web/member-session.ts';
import { ladderHref, ladderLines } from './ladder-page.ts';
import { ladderPicture } from './ladder-picture.ts';
import { ladderTitle, rungLabel } from './rung-label.ts';
import { sampleLetter } from './sample-letter.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const optional = (most: number, sentence: string) =>
  z
    .string()
    .trim()
    .max(most, sentence)
    .transform((text) => text || null)
    .default(null);
const smsSenderForm = z.object({
  smsName: z
    .string()
    .trim()
    .transform((name) => (name === '' ? null : name))
    .refine(
      (name) => name === null || isSenderName(name),
      'Write at most eleven letters, digits and spaces from A to Z, with a letter among them, such as Nordvind.',
    ),
});
const greeting = optional(200, 'Keep the greeting under 200 characters.');
const senderForm = z.object({
  name: optional(100, 'Keep the name under 100 characters.'),
  replyTo: optional(254, 'This is too long for an e-mail address.').pipe(
    z.email('Write an e-mail address, or nothing for the company’s own.').nullable(),
  ),
  da: greeting,
  sv: greeting,
  en: greeting,
});
const ladderName = z.string().refine((text): text is LadderName => isLadderName(text));
const previewQuery = z.object({
  language: z.enum(languages).catch('da'),
  ladder: ladderName.catch('normal'),
  draft: z.literal('1').optional().catch(undefined),
});

/** What the letters are, how they read and who signs them. */
export function ladderRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get('/settings', look, (request, reply) => showLetters(request, reply, tools, nothingTyped));

  app.post('/settings/sender', change, async (request, reply) => {
    const form = readForm(senderForm, request.body);
    if (!form.ok)
      return showLetters(request, reply, tools, { ...nothingTyped, sender: form.entered, errors: form.errors });
    const { name, replyTo, ...greetings } = form.value;
    const answer = await asMember(openWork, request, (work) =>
      changeSetting(work, 'sender', { name, replyTo, greetings }),
    );
    return redirectWithSentence(reply, '/settings', answer.kind === 'changed' ? savedSender : nothingNew);
  });

  app.post('/settings/sms-sender', change, async (request, reply) => {
    const form = readForm(smsSenderForm, request.body);
    if (!form.ok)
      return showLetters(request, reply, tools, {
        ...nothingTyped,
        smsName: form.entered['smsName'] ?? '',
        errors: form.errors,
      });
    const { smsName: name } = form.value;
    const answer = await asMember(openWork, request, (work) => changeSetting(work, 'sms-sender', { name }));
    return redirectWithSentence(reply, '/settings', answer.kind === 'changed' ? savedSmsSender : nothingNew);
  });

  app.get<{ Params: { rung: string } }>('/settings/preview/:rung', look, async (request, reply) => {
    const { rung } = request.params;
    if (!isRungKey(rung) || kindOf(rung) === 'human') return sendProblem(reply, 'not-found');
    const { language, ladder: name, draft } = previewQuery.parse(request.query);
    const content = await asMember(openWork, request, async (work) => {
      const creditor = await readCreditor(work);
      const settings = await readSettings(work);
      const made = draft === undefined ? null : await readLadderDraft(work, name);
      const ladder = made ? { version: 'draft', rungs: made } : (settings.ladders.get(name) ?? settings.ladder);
      const today = dayIn(work.now, creditor.timeZone);
      return rungOf(ladder, rung)
        ? sampleLetter({ creditor, settings: { ...settings, ladder }, rung, language, today })
        : null;
    });
    if (content === null) return sendProblem(reply, 'not-found');
    return sendMailFrame(reply, tools.press.letter(content).html);
  });
}

const savedSmsSender = 'Saved. The next text messages are from that name.';
const savedSender = 'Saved. The next letters are signed like this.';
const nothingNew = 'Nothing was changed.';

type Typed = {
  /** The refused form's fields, or null for what is decided. */
  readonly sender: { readonly [field: string]: string } | null;
  /** What was typed as the sender of text messages; null for what is decided. */
  readonly smsName: string | null;
  readonly errors: { readonly [field: string]: string };
};

const nothingTyped: Typed = { sender: null, smsName: null, errors: {} };

async function showLetters(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: SettingsTools,
  typed: Typed,
): Promise<FastifyReply> {
  const { settings, sender, creditor } = await asMember(tools.openWork, request, async (work) => ({
    settings: await readSettings(work),
    sender: await readSetting(work, 'sender'),
    creditor: await readCreditor(work),
  }));
  const { rungs } = settings.ladder;
  const refused = Object.keys(typed.errors).length > 0;
  const decided = { name: sender.name ?? '', replyTo: sender.replyTo ?? '', ...greetingsOf(sender.greetings) };
  return showSettings(reply, tools, {
    place: 'ladder',
    title: 'Letters',
    status: refused ? 422 : 200,
    ...(refused ? { says: { kind: 'refused', sentence: 'Nothing was saved yet: see the fields marked below.' } } : {}),
    lines: ladderLines(rungs),
    picture: ladderPicture(rungs, 'The days of your letters'),
    others: segments
      .filter((segment) => segment !== 'normal')
      .map((segment) => ({
        name: ladderTitle(segment, null),
        href: ladderHref(segment),
        inUse: settings.ladders.has(segment),
      })),
    own: [...settings.ladders.keys()].filter((name) => name.startsWith('debtor-')).length,
    sender: typed.sender ?? decided,
    hasSms: tools.wording.channels.includes('sms'),
    smsName: typed.smsName ?? settings.smsName ?? '',
    errors: typed.errors,
    companyName: creditor.name,
    companyEmail: creditor.email,
    previews: rungs
      .filter(({ key, on }) => on && kindOf(key) !== 'human')
      .map((rung) => ({ name: rung.key, label: rungLabel(rungs, rung) })),
  });
}

function greetingsOf(greetings: { readonly [language: string]: string | null }): { [language: string]: string } {
  return Object.fromEntries(languages.map((language) => [language, greetings[language] ?? '']));
}
