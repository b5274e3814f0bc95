import type { QueueFilter, QueueTab } from '../cases/queue-filter.ts';
import { readExpectedLeaving } from '../cases/read-expected-leaving.ts';
import { readRatesAwaited } from '../cases/read-rates-awaited.ts';
import { readSkippable, type Skippable } from '../cases/read-skippable.ts';
import { bulksUnderWay } from '../cases/store-bulk.ts';
import { isLetterOf, yesTo } from '../cases/store-letter.ts';
import {
  nextLook,
  type QueueCounts,
  type QueueRow,
  queueChoices,
  queueCounts,
  queueRow,
  queueRows,
} from '../cases/store-queue.ts';
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
import type { Place } from './when-words.ts';

export const rowsOnAPage = 100;

/** Everything the queue page shows; null when the letter asked for is not among this member's. */
export async function readQueue(work: Work, tools: DeskTools, member: Member, look: QueueLook) {
  const salesPerson = salesPersonOf(member);
  const [around, settings, found] = await Promise.all([
    readAround(work, member, tools.wallNow()),
    readSettings(work),
    look.open === undefined ? null : queueRow(work, look.open, salesPerson),
  ]);
  const place = placeOf(around);
  const filter: QueueFilter = filterOf(look, salesPerson, place.today);
  const [row = null] = await readExpectedLeaving(work, found === null ? [] : [found]);
  if (look.open !== undefined && row === null && !(await isLetterOf(work, look.open, salesPerson))) return null;
  const counts = await queueCounts(work, filter);
  const tab: QueueTab = look.show ?? (row ? tabOf(row.status) : firstFilled(counts));
  // Letters may have left since the page was asked for by its number: the last one there is stands for it.
  const page = Math.min(look.page, Math.max(1, Math.ceil(counts[tab] / rowsOnAPage)));
  const offset = (page - 1) * rowsOnAPage;
  const listed = await queueRows(work, { tab, filter, sort: look.sort, offset, most: rowsOnAPage });
  const [rows, opened, beside] = await Promise.all([
    readExpectedLeaving(work, listed),
    readOpened(work, tools, member, row),
    readBeside(work, member, place, listed.length === 0),
  ]);
  return { around, settings, place, counts, tab, page, rows, ...opened, ...beside };
}

/** The letter that stands open, if one does, and what may be done with it. */
async function readOpened(work: Work, tools: DeskTools, member: Member, row: QueueRow | null) {
  if (row === null) return { opened: null, yes: null, skippable: [] as Skippable[] };
  const [opened, yes, skippable] = await Promise.all([
    readOpenLetter(work, row, tools.press, tools.publicUrl),
    yesTo(work, row.id),
    mayDecide(member) && row.status !== 'sending' ? readSkippable(work, row) : [],
  ]);
  return { opened, yes, skippable };
}

/** What stands around the list: what can be chosen, what goes on, what was withdrawn today, and what a missing rate holds. */
async function readBeside(work: Work, member: Member, place: Place, isEmpty: boolean) {
  const salesPerson = salesPersonOf(member);
  const [bulks, choices, employees, next, withdrawn, awaited] = await Promise.all([
    mayDecide(member) ? bulksUnderWay(work, member.memberId) : [],
    queueChoices(work, salesPerson),
    readEmployees(work),
    isEmpty ? nextLook(work, place.today, salesPerson) : null,
    lettersWithdrawn(work, { from: instantAt(place.today, 0, 0, place.timeZone), salesPerson }),
    readRatesAwaited(work, salesPerson),
  ]);
  const repNames = new Map(employees.map((employee) => [employee.number, employee.name]));
  return { bulks, choices, repNames, next, withdrawn, awaited };
}

function tabOf(status: string): QueueTab {
  return status === 'waiting' || status === 'held' ? status : 'leaving';
}

function firstFilled(counts: QueueCounts): QueueTab {
  if (counts.waiting > 0) return 'waiting';
  return counts.leaving > 0 ? 'leaving' : counts.held > 0 ? 'held' : 'waiting';
}
