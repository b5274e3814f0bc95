/** Everything the page about sending shows. */
import type { FastifyRequest } from 'fastify';
import { countTonight } from '../cases/count-tonight.ts';
import { sendingTimes } from '../cases/leaves-at.ts';
import { type BacklogNumbers, backlogNumbers } from '../cases/store-backlog.ts';
import { currenciesOwed } from '../cases/store-owed-currencies.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSetting, readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { homeCountry } from '../mirror/country.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { countryName } from '../values/country-name.ts';
import { type Day, dayIn, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { memberOf } from '../web/member-session.ts';
import { numbersText, oldestText, tonightText } from './backlog-form.ts';
import { limitsShown, nextClosedDays, timesShown } from './sending-form.ts';
import { asMember } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

type Typed = { readonly [field: string]: string };

/** What was refused, as typed; and the day the backlog is counted for. */
export type Refused = {
  readonly errors?: Typed;
  readonly times?: Typed;
  readonly limits?: Typed;
  readonly after?: string;
  readonly choice?: string;
};

/** Up to so many debtors tonight's letters are worked out on the page itself; for more, Tonight is a page of its own. */
const mostDebtors = 1000;

export async function sendingPage(tools: SettingsTools, request: FastifyRequest, refused: Refused) {
  const errors = refused.errors ?? {};
  const mayChange = memberOf(request).role === 'admin';
  return asMember(tools.openWork, request, async (work) => {
    const settings = await readSettings(work);
    const creditor = await readCreditor(work);
    const today = dayIn(work.now, creditor.timeZone);
    const home = homeCountry(creditor.country, creditor.baseCurrency);
    const times = sendingTimes(creditor, settings);
    return {
      place: 'sending' as const,
      title: 'Sending',
      ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
      seesList: memberOf(request).role !== 'rep',
      sendingOn: settings.sendingOn,
      halted: settings.halted,
      connected: settings.connected,
      ownRemindersOff: (await readSetting(work, 'own-reminders')).off,
      tonightPath: tools.tonightPath,
      backlog: await backlogPage(work, tools, today, refused, settings.sendingOn || !mayChange),
      times: timesShown(settings, creditor.timeZone, refused.times ?? null),
      closed: { country: home === 'ZZ' ? null : countryName(home), days: nextClosedDays(today, times, [home], 5) },
      limits: limitsShown(settings, await currenciesOwed(work), refused.limits ?? null),
      errors,
    };
  });
}

/** The backlog in numbers, and what each choice would make of it tonight. Null when there is none. */
async function backlogPage(work: Work, tools: SettingsTools, today: Day, refused: Refused, countedOnly: boolean) {
  const all = await backlogNumbers(work, today, { kind: 'all' });
  if (all.invoices === 0) return null;
  const takenIn = await backlogNumbers(work, today, { kind: 'taken-in' });
  const decided = await readSetting(work, 'backlog');
  const after = refused.after !== undefined && isDay(refused.after) ? refused.after : null;
  const tonight = async (numbers: BacklogNumbers, choice: Parameters<typeof countTonight>[2]) =>
    tonightText(
      numbers.debtors > mostDebtors ? null : await countTonight(work, tools, choice, today),
      // One letter a debtor and currency: no more can come of it.
      numbers.debtors * Math.max(1, numbers.sums.length),
    );
  const base = {
    all: numbersText(all),
    oldest: oldestText(all),
    takenIn: numbersText(takenIn),
    leftOut: all.invoices - takenIn.invoices,
    reading: (await mirrorState(work))?.phase === 'first',
    chosen: refused.choice || (after !== null ? 'due-after' : decided.choice),
    after: refused.after || decided.day || '',
  };
  if (countedOnly) return { ...base, tonight: null };
  const younger = after === null ? null : await backlogNumbers(work, today, { kind: 'due-after', day: after });
  return {
    ...base,
    tonight: {
      all: await tonight(all, { kind: 'all' }),
      takenIn: base.leftOut === 0 ? null : await tonight(takenIn, { kind: 'by-hand' }),
      after:
        younger === null || after === null
          ? null
          : {
              day: dayText(after, 'en'),
              numbers: numbersText(younger),
              leftOut: all.invoices - younger.invoices,
              letters: await tonight(younger, { kind: 'due-after', day: after }),
            },
    },
  };
}
