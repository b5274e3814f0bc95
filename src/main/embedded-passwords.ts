/** The embedded database's passwords and the addresses made with them. One file, readable by this user only. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keyedHash } from '../values/secrets.ts';

const shape = z.object({ admin: z.string(), secret: z.string() });
export type Passwords = z.infer<typeof shape>;

/** The kept passwords, made the first time. Two processes that start at once get the same. */
export function keptPasswords(home: string): Passwords {
  const file = join(home, 'passwords.json');
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ admin: random(), secret: random() } satisfies Passwords), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (thrown) {
      if (!existsSync(file)) throw thrown;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A role's password follows from the kept secret and its name, so that any number of roles needs no more files. */
export function rolePassword(passwords: Passwords, role: string): string {
  return keyedHash(passwords.secret, role);
}

export function adminAddress(port: number, passwords: Passwords): string {
  return address(port, 'postgres', passwords.admin, 'postgres');
}

export function address(port: number, role: string, password: string, database: string): string {
  return `postgres://${encodeURIComponent(role)}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

function random(): string {
  return randomBytes(24).toString('base64url');
}
