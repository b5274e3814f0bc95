import type { Work } from '../db/work.ts';
import { changeSetting, type SettingChange } from './change-setting.ts';
import { updateTimeZone } from './store.ts';

/**
 * Another clock for the creditor: its days begin and its letters leave by it from now on. It stands on the creditor's own
 * row, where SQL turns instants into days, and among the dated settings, where it is seen who decided it. Throws on a zone
 * that is none: a form reads it first.
 */
export async function moveTimeZone(work: Work, zone: string): Promise<SettingChange> {
  const change = await changeSetting(work, 'time-zone', { zone });

  if (change.kind === 'changed') await updateTimeZone(work, zone);

  return change;
}
