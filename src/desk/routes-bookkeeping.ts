import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type BookAccount, bookLines } from '../bookkeeping/book-lines.ts';
import { makeBookFile } from '../bookkeeping/make-book-file.ts';
import { bookTransactions, readFileContent, readFiles } from '../bookkeeping/store.ts';
import { changeSetting } from '../creditors/change-setting.ts';
import { readMember } from '../creditors/store-members.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { isDay } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { sendPaper } from '../web/send-paper.ts';
import { accountNames, bookFilesPage, bookLinesPage } from './bookkeeping-page.ts';
import { deskFrame, placeOf } from './desk-frame.ts';
import { readAround } from './read-around.ts';
import { mayKeepBooks, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const page = '/desk/bookkeeping';
const mostShown = 500;
const mostFiles = 100;

const day = z.string().refine(isDay, 'Write the day as in 2026-03-31.');
const period = z.object({ from: day, to: day }).refine(({ from, to }) => from <= to, {
  message: 'The last day must not come before the first.',
});
const account = z
  .string()
  .trim()
  .regex(/^\d{0,9}$/, 'An account number has digits only, nine at most.')
  .transform((number) => (number === '' ? null : number));
const accountsForm = z.object({ fee: account, interest: account, compensation: account, provider: account });
const fileForm = z.object({ to: day });

/** What the creditor's bookkeeper posts: as a list, and as files of which each line comes in one only. */
export async function bookkeepingRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get<{ Querystring: { from?: unknown; to?: unknown } }>(page, async (request, reply) => {
    if (!seesAll(request)) return sendProblem(reply, 'not-allowed', 'This shows every debtor, so reps do not see it.');
    return show(request, reply, tools);
  });

  app.get<{ Params: { id: string } }>(`${page}/files/:id`, async (request, reply) => {
    const id = z.uuid().safeParse(request.params.id);
    const file =
      seesAll(request) && id.success
        ? await tools.openWork(asMember(request), (work) => readFileContent(work, id.data))
        : null;
    if (file === null) return sendProblem(reply, 'not-found');
    const type = 'text/csv; charset=utf-8';
    return sendPaper(reply, { name: `kassekladde-${file.number}.csv`, type, body: Buffer.from(file.content) });
  });

  app.post(`${page}/accounts`, async (request, reply) => {
    if (!mayKeepBooks(memberOf(request))) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
    const form = readForm(accountsForm, request.body);
    if (!form.ok) return redirectWithSentence(reply, page, Object.values(form.errors)[0] ?? '', 'refused');
    await tools.openWork(asMember(request), (work) => changeSetting(work, 'bookkeeping', form.value));
    return redirectWithSentence(reply, page, 'Kept. The next file uses these account numbers.');
  });

  app.post(`${page}/files`, async (request, reply) => {
    if (!mayKeepBooks(memberOf(request))) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
    const form = readForm(fileForm, request.body);
    if (!form.ok) return redirectWithSentence(reply, page, Object.values(form.errors)[0] ?? '', 'refused');
    const made = await tools.openWork(asMember(request), (work) => makeBookFile(work, form.value.to));
    if (made.kind === 'nothing')
      return redirectWithSentence(reply, page, 'There is nothing new to post up to that day.', 'refused');
    if (made.kind === 'accounts-missing')
      return redirectWithSentence(reply, page, `Write the account number first: ${named(made.accounts)}.`, 'refused');
    const lines = made.lines === 1 ? '1 line' : `${made.lines} lines`;
    return redirectWithSentence(reply, page, `File no. ${made.number} is made, with ${lines}. Download it below.`);
  });
}

function named(accounts: readonly BookAccount[]): string {
  return accounts.map((each) => accountNames[each]).join(', ');
}

function seesAll(request: FastifyRequest): boolean {
  return salesPersonOf(memberOf(request)) === null;
}

async function show(
  request: FastifyRequest<{ Querystring: { from?: unknown; to?: unknown } }>,
  reply: FastifyReply,
  tools: DeskTools,
): Promise<FastifyReply> {
  const member = memberOf(request);
  const { from = '', to = '' } = request.query;
  const asked = from === '' && to === '' ? null : period.safeParse({ from, to });
  const seen = await tools.openWork(asMember(request), async (work) => {
    const around = await readAround(work, member, tools.wallNow());
    const { today } = placeOf(around);
    const transactions = await bookTransactions(
      work,
      asked?.success
        ? { kind: 'recorded', fromDay: asked.data.from, toDay: asked.data.to, most: mostShown }
        : { kind: 'unfiled', toDay: today, most: mostShown },
    );
    const files = await readFiles(work, mostFiles);
    const names = new Map<string, string>();
    for (const { actorId } of files)
      if (!names.has(actorId)) names.set(actorId, (await readMember(work, actorId))?.name ?? 'somebody');
    return { around, today, transactions, files, names, numbers: await readSetting(work, 'bookkeeping') };
  });
  const error = asked && !asked.success ? (asked.error.issues[0]?.message ?? '') : null;
  return renderPage(reply, 'desk/bookkeeping', {
    ...deskFrame(seen.around, 'settings', tools.sandbox),
    title: 'Bookkeeping',
    status: error === null ? 200 : 422,
    ...bookLinesPage(seen.transactions.flatMap(bookLines)),
    more: seen.transactions.length === mostShown ? mostShown : null,
    period: asked?.success ? asked.data : null,
    entered: { from: String(from), to: String(to) },
    error,
    today: seen.today,
    files: bookFilesPage(seen.files, seen.names, seen.around.creditor.timeZone),
    numbers: seen.numbers,
    mayKeepBooks: mayKeepBooks(member),
  });
}
