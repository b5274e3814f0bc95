/** Keeps the world in a file between runs: written beside and renamed, so that a cut leaves the file of before. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyWorld, type World, type WorldState } from './world.ts';

const waitMs = 100;

export type Keeper = {
  /** Resolves when everything up to this moment is on the disk. */
  kept(): Promise<void>;
  close(): Promise<void>;
};

/** The world as it was left, or null on the first start. A file that cannot be read is named, never overwritten. */
export async function loadWorld(path: string | null): Promise<World | null> {
  if (path === null) return null;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return emptyWorld(JSON.parse(text, revived) as WorldState);
  } catch (cause) {
    throw new Error(`The sandbox's world in ${path} cannot be read. Move the file away to begin anew.`, { cause });
  }
}

/** Writes after each change, at most every 100 ms, or at once when somebody waits for it. */
export function keepWorld(world: World, path: string | null): Keeper {
  if (path === null) return { kept: async () => undefined, close: async () => undefined };
  let changed = true;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing
      .catch(() => undefined)
      .then(async () => {
        if (!changed) return;
        changed = false;
        await replaceFile(path, written(world)).catch((error: unknown) => {
          changed = true;
          throw error;
        });
      });
    return writing;
  };
  const onChange = () => {
    changed = true;
    // A full disk is told to whoever waits for `kept`; nobody waits here, and the next change tries again.
    timer ??= setTimeout(() => void write().catch(() => undefined), waitMs);
  };
  world.bell.on('change', onChange);
  const close = async () => {
    world.bell.off('change', onChange);
    await write();
  };
  return { kept: write, close };
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function written(world: World): string {
  const { agreements, stripe, postmark, twilio, faults, violations, setRates } = world;
  return JSON.stringify(
    { agreements, stripe, postmark, twilio, faults, violations, setRates },
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
}

/** Amounts are the keys that end in Minor. */
function revived(key: string, value: unknown): unknown {
  return key.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value;
}
