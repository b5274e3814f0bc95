import { isDeepStrictEqual } from 'node:util';
import { changeSetting } from '../creditors/change-setting.ts';
import type { SettingValue } from '../creditors/settings.ts';
import { readSetting } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { readStandingYeses } from './store-standing.ts';
import { takeBackStandingYes } from './take-back-standing-yes.ts';

/**
 * The creditor's words for certain debtors, all of them anew. A standing yes was given to words its giver had read: when
 * these change, every one is taken back. Answers how many were; null where nothing changed.
 */
export async function changeTexts(work: Work, rules: SettingValue<'texts'>): Promise<number | null> {
  const before = await readSetting(work, 'texts');
  const standing = await readStandingYeses(work);
  if (isDeepStrictEqual(before, rules)) return null;

  await changeSetting(work, 'texts', rules);
  for (const { ladder, rung } of standing) await takeBackStandingYes(work, ladder, rung);
  return standing.length;
}
