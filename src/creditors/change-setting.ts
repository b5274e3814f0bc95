import { isDeepStrictEqual } from 'node:util';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type LadderFault, ladderFaults } from './ladder-check.ts';
import { type SettingKind, type SettingValue, settingFromStored } from './settings.ts';
import { insertSetting, readSetting, readSettings } from './store-settings.ts';
import { rungFromStored } from './stored-ladder.ts';

export type SettingChange =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly faults: LadderFault[] };

/** What stands in a setting that is about people, not numbers: kept beside the trail, with its hash inside. */
const personalKinds: readonly SettingKind[] = ['sender'];

/**
 * Decides something anew: a further dated row, and every case is looked at again. Refuses a ladder the law does not
 * allow. Throws on a value of another shape: a form reads it first.
 */
export async function changeSetting<Kind extends SettingKind>(
  work: Work,
  kind: Kind,
  value: SettingValue<Kind>,
): Promise<SettingChange> {
  const before = await readSetting(work, kind);
  const after = settingFromStored(kind, value);

  const faults =
    kind === 'ladder'
      ? ladderFaults(settingFromStored('ladder', after).rungs.map(rungFromStored), await readSettings(work))
      : [];
  if (faults.length > 0) return { kind: 'refused', faults };
  if (isDeepStrictEqual(before, after)) return { kind: 'unchanged' };

  const id = await insertSetting(work, kind, after);
  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  const personal = personalKinds.includes(kind);
  await recordTrail(work, {
    what: 'setting-changed',
    subjectId: id,
    details: personal ? { setting: kind } : { setting: kind, before, after },
    ...(personal ? { personal: { before, after } } : {}),
  });
  return { kind: 'changed' };
}
