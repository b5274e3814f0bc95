/** The files with the daily heads of all chains: one per day, written once, whole or not at all. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../values/day.ts';

const named = /^heads-\d{4}-\d\d-\d\d\.txt$/;

export function anchorFile(dir: string, day: Day): string {
  return join(dir, `heads-${day}.txt`);
}

/**
 * Keeps a day's heads, making the folder where it is missing. A file that is there stays as it is and the answer is false:
 * whoever restarts a program over a rewritten database must not write over what shows it.
 */
export function keepAnchor(dir: string, day: Day, text: string): boolean {
  const file = anchorFile(dir, day);
  if (existsSync(file)) return false;
  mkdirSync(dir, { recursive: true });
  const draft = join(dir, `.heads-${day}.${process.pid}`);
  const out = openSync(draft, 'w', 0o644);
  try {
    writeSync(out, text);
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
  if (existsSync(file)) {
    rmSync(draft, { force: true });
    return false;
  }
  renameSync(draft, file);
  return true;
}

/** What all kept days say, oldest first; nothing where no day was kept. */
export function keptAnchors(dir: string): string {
  if (!existsSync(dir)) return '';
  const files = readdirSync(dir).filter((name) => named.test(name));
  return files
    .sort()
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('');
}
