import { isDeepStrictEqual } from 'node:util';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type SettingKind, type SettingValue, settingFromStored } from './settings.ts';
import { insertSetting, readSetting } from './store-settings.ts';

export type SettingChange = { readonly kind: 'changed' } | { readonly kind: 'unchanged' };

/** What stands in a setting that is about people, not numbers: kept beside the trail, with its hash inside. */
const personalKinds: readonly SettingKind[] = ['sender'];

/**
 * Decides something anew: a further dated row, and every case is looked at again. Throws on a value of another
 * shape: a form reads it first.
 */
export async function changeSetting<Kind extends SettingKind>(
  work: Work,
  kind: Kind,
  value: SettingValue<Kind>,
): Promise<SettingChange> {
  const before = await readSetting(work, kind);
  const after = settingFromStored(kind, value);

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
