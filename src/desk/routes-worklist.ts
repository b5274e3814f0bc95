import type { FastifyInstance } from 'fastify';
import { readAgeing } from '../cases/read-ageing.ts';
import { readRatesAwaited } from '../cases/read-rates-awaited.ts';
import { readAsking } from '../cases/store-worklist.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { readDebtors } from '../mirror/store-debtors.ts';
import { readRefusedRows } from '../mirror/store-reference.ts';
import { messagesForPeople } from '../sending/store.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { deskFrame, verdictContext } from './desk-frame.ts';
import { rateAwaitedSentence } from './rates-awaited-words.ts';
import { readAround } from './read-around.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import { refusedRowLine, worklistItems } from './worklist-page.ts';

const mostRefusedRows = 50;

/** What asks for a person. */
export async function worklistRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/worklist', async (request, reply) => {
    const member = memberOf(request);
    const salesPerson = salesPersonOf(member);
    const seen = await tools.openWork(asMember(request), async (work) => {
      const around = await readAround(work, member, tools.wallNow());
      const unknown = await messagesForPeople(work);
      const debtorIds = [...new Set(unknown.map((each) => each.debtorId).filter((id) => id !== null))];
      const debtors = await readDebtors(work, debtorIds);
      const own = debtors.filter((debtor) => salesPerson === null || debtor.salesPersonNumber === salesPerson);
      return {
        around,
        settings: await readSettings(work),
        asking: await readAsking(work, salesPerson),
        ageing: await readAgeing(work, salesPerson),
        awaited: await readRatesAwaited(work, salesPerson),
        unknown: unknown.filter((each) => salesPerson === null || own.some((debtor) => debtor.id === each.debtorId)),
        names: new Map(own.map((debtor) => [debtor.id, debtor.name])),
        refused: salesPerson === null ? await readRefusedRows(work, mostRefusedRows) : [],
      };
    });
    const { around, settings } = seen;
    return renderPage(reply, 'desk/worklist', {
      ...deskFrame(around, 'worklist', tools.sandbox),
      title: 'Worklist',
      items: worklistItems(seen, verdictContext(around, settings)),
      ratesAwaited: seen.awaited.map(rateAwaitedSentence),
      mayDecide: mayDecide(member),
      refused: seen.refused.map(refusedRowLine),
      problem: around.mirror?.problem ?? null,
    });
  });
}
