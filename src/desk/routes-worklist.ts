import type { FastifyInstance } from 'fastify';
import { quietKinds } from '../cases/worklist.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { deskFrame } from './desk-frame.ts';
import { pagesOf } from './list-pages.ts';
import { quietKindNames } from './quiet-words.ts';
import { rateAwaitedSentence } from './rates-awaited-words.ts';
import { readWorklist } from './read-worklist.ts';
import { mayDecide, mayRest } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import { readWorklistLook, type WorklistLook, worklistHref, worklistQuery } from './worklist-look.ts';
import { type QuietItem, refusedRowLine } from './worklist-page.ts';

const itemsOnAPage = 50;

/** What asks for a person. */
export async function worklistRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/worklist', async (request, reply) => {
    const member = memberOf(request);
    const asked = readWorklistLook(request.query);
    const seen = await tools.openWork(asMember(request), (work) => readWorklist(work, tools, member));
    const { around, items } = seen;
    const narrowed = items.filter((item) => fits(item, { ...asked, kind: '' }));
    const fitting = narrowed.filter((item) => fits(item, asked));
    // What was done may have emptied the page that was asked for: the last one there is stands for it.
    const page = Math.min(asked.page, Math.max(1, Math.ceil(fitting.length / itemsOnAPage)));
    const look = { ...asked, page };
    const shown = fitting.slice((page - 1) * itemsOnAPage, page * itemsOnAPage);
    return renderPage(reply, 'desk/worklist', {
      ...deskFrame(around, 'worklist', tools.sandbox),
      title: 'Worklist',
      items: shown.map((item) => item.page()),
      all: items.length,
      kinds: kindsPage(narrowed, look),
      choices: choicesPage(items, look, seen.repNames),
      pages: pagesOf(page, itemsOnAPage, shown.length, fitting.length, false, (to) => worklistHref(look, { page: to })),
      back: new URLSearchParams({ back: `worklist?${worklistQuery(look)}` }).toString(),
      baseCurrency: around.creditor.baseCurrency,
      ratesAwaited: seen.awaited.map(rateAwaitedSentence),
      mayDecide: mayDecide(member),
      mayRest: mayRest(member),
      refused: seen.refused.map(refusedRowLine),
      problem: around.mirror?.problem ?? null,
    });
  });
}

function fits(item: QuietItem, { kind, rep, currency }: WorklistLook): boolean {
  if (kind !== '' && item.kind !== kind) return false;
  if (rep !== '' && item.rep !== (rep === 'none' ? null : rep)) return false;
  return currency === '' || item.currency === currency;
}

/** The kinds there are, each with how many; everything first. */
function kindsPage(items: readonly QuietItem[], look: WorklistLook) {
  const count = Map.groupBy(items, (item) => item.kind);
  const kinds = quietKinds.filter((kind) => count.has(kind) || kind === look.kind);
  return [
    { name: 'Everything', count: items.length, href: worklistHref(look, { kind: '' }), here: look.kind === '' },
    ...kinds.map((kind) => ({
      name: quietKindNames[kind],
      count: count.get(kind)?.length ?? 0,
      href: worklistHref(look, { kind }),
      here: look.kind === kind,
    })),
  ];
}

/** What there is to choose between; a list of one is no choice and is left out. */
function choicesPage(items: readonly QuietItem[], look: WorklistLook, repNames: ReadonlyMap<number, string>) {
  const reps = [...new Set(items.map((item) => item.rep))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const currencies = [...new Set(items.flatMap((item) => item.currency ?? []))].sort();
  return {
    kind: look.kind,
    clearHref: look.rep !== '' || look.currency !== '' ? worklistHref(look, { rep: '', currency: '' }) : null,
    reps:
      reps.length < 2 && look.rep === ''
        ? []
        : reps.map((rep) => ({
            value: rep === null ? 'none' : String(rep),
            name: rep === null ? 'Nobody’s customers' : (repNames.get(rep) ?? `Employee ${rep}`),
            chosen: look.rep === (rep ?? 'none'),
          })),
    currencies:
      currencies.length < 2 && look.currency === ''
        ? []
        : currencies.map((currency) => ({ value: currency, name: currency, chosen: look.currency === currency })),
  };
}
