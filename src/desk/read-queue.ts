import type { QueueFilter, QueueTab } from '../cases/queue-filter.ts';
import { readExpectedLeaving } from '../cases/read-expected-leaving.ts';
import { readRatesAwaited } from '../cases/read-rates-awaited.ts';
import { readSkippable } from '../cases/read-skippable.ts';
import { bulksUnderWay } from '../cases/store-bulk.ts';
import { isLetterOf, yesTo } from '../cases/store-letter.ts';
import { nextLook, type QueueCounts, queueChoices, queueCounts, queueRow, queueRows } from '../cases/store-queue.ts';
import { lettersWithdrawn } from '../cases/store-withdrawn.ts';
import type { Member } from '../creditors/member.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { readEmployees } from '../mirror/store-reference.ts';
import { instantAt } from '../values/day.ts';
import { placeOf } from './desk-frame.ts';
import { filterOf, type QueueLook } from './queue-look.ts';
import { readAround } from './read-around.ts';
import { readOpenLetter } from './read-open-letter.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import type { DeskTools } from './tools.ts';

export const rowsOnAPage = 100;

/** Everything the queue page shows; null when the letter asked for is not among this member's. */
export async function readQueue(work: Work, tools: DeskTools, member: Member, look: QueueLook) {
  const salesPerson = salesPersonOf(member);
  const around = await readAround(work, member, tools.wallNow());
  const place = placeOf(around);
  const settings = await readSettings(work);
  const filter: QueueFilter = filterOf(look, salesPerson, place.today);
  const found = look.open === undefined ? null : await queueRow(work, look.open, salesPerson);
  const [row = null] = await readExpectedLeaving(work, found === null ? [] : [found]);
  if (look.open !== undefined && row === null && !(await isLetterOf(work, look.open, salesPerson))) return null;
  const counts = await queueCounts(work, filter);
  const tab: QueueTab = look.show ?? (row ? tabOf(row.status) : firstFilled(counts));
  // Letters may have left since the page was asked for by its number: the last one there is stands for it.
  const page = Math.min(look.page, Math.max(1, Math.ceil(counts[tab] / rowsOnAPage)));
  const offset = (page - 1) * rowsOnAPage;
  const listed = await queueRows(work, { tab, filter, sort: look.sort, offset, most: rowsOnAPage });
  const rows = await readExpectedLeaving(work, listed);
  return {
    around,
    settings,
    place,
    counts,
    tab,
    page,
    rows,
    opened: row ? await readOpenLetter(work, row, tools.press, tools.publicUrl) : null,
    yes: row ? await yesTo(work, row.id) : null,
    skippable: row && mayDecide(member) && row.status !== 'sending' ? await readSkippable(work, row) : [],
    bulks: mayDecide(member) ? await bulksUnderWay(work, member.memberId) : [],
    choices: await queueChoices(work, salesPerson),
    repNames: new Map((await readEmployees(work)).map((employee) => [employee.number, employee.name])),
    next: rows.length === 0 ? await nextLook(work, place.today, salesPerson) : null,
    withdrawn: await lettersWithdrawn(work, { from: instantAt(place.today, 0, 0, place.timeZone), salesPerson }),
    awaited: await readRatesAwaited(work, salesPerson),
  };
}

function tabOf(status: string): QueueTab {
  return status === 'waiting' || status === 'held' ? status : 'leaving';
}

function firstFilled(counts: QueueCounts): QueueTab {
  if (counts.waiting > 0) return 'waiting';
  return counts.leaving > 0 ? 'leaving' : counts.held > 0 ? 'held' : 'waiting';
}
