/** Laws about what imports what. Each takes the sources and answers with its offenders, in words. */
import { beside, doors, neverImports, packageHomes, readsOthersTables, slope } from './slope.ts';
import { fits, importsOf, type Source } from './sources.ts';

/** Imports go downhill, doors never import each other, and what stands beside the slope is entered by its own. */
export function downhill(files: readonly Source[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ path }) => {
      const wrong = path === null ? null : slopeTrouble(file, path);
      return wrong === null ? [] : [`${file.path} imports ${path}: ${wrong}`];
    }),
  );
}

function slopeTrouble(file: Source, path: string): string | null {
  const to = path.split('/')[0] ?? '';
  if (path.startsWith('..')) return 'that is outside src';
  if (to === file.room) return null;
  const entered = beside[to];
  if (entered && !fits(file.path, entered.from)) return `${to} is entered from ${entered.from.join(', ')} only`;
  const leaving = beside[file.room];
  if (leaving)
    return fits(path, leaving.to)
      ? null
      : `${file.room} stands beside the slope and imports ${leaving.to.join(', ')} only`;
  if (entered) return null;
  const [fromLevel, toLevel] = [levelOf(file.room), levelOf(to)];
  if (fromLevel === -1) return `${file.room} has no place on the slope`;
  if (toLevel === -1) return `${to} has no place on the slope`;
  if (fromLevel === toLevel) return 'doors never import each other';
  if (fromLevel > toLevel) return 'that is uphill';
  if (neverImports.some(([above, below]) => above === file.room && below === to)) return 'the plan forbids it';
  return null;
}

function levelOf(room: string): number {
  return slope.findIndex((rooms) => rooms.includes(room));
}

/** SDKs in their adapter, pg-boss in main, clock and db, SQL in stores, Fastify in routes. */
export function packagesAtHome(files: readonly Source[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ module, path, typeOnly }) => {
      const rule = path === null ? packageHomes.find(({ packages }) => packages.test(module)) : undefined;
      const allowed = !rule || fits(file.path, rule.homes) || (typeOnly && doors.includes(file.room));
      return allowed ? [] : [`${file.path} imports ${module}, whose home is ${rule.homes.join(', ')}`];
    }),
  );
}

/** A room's tables are touched by its own stores only. Tables may name each other's keys. */
export function tablesAtHome(files: readonly Source[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ path }) => {
      if (path === null || !fits(path, ['*/tables*.ts'])) return [];
      const own = path.startsWith(`${file.room}/`) && fits(file.path, ['*/store*.ts']);
      if (own || fits(file.path, [...readsOthersTables, '*/tables*.ts'])) return [];
      return [`${file.path} imports ${path}: only the room's own store touches its tables`];
    }),
  );
}

/** A file of nothing but re-exports hides where things live. */
export function noBarrels(files: readonly Source[]): string[] {
  return files
    .filter(({ text }) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /m.test(text))
    .map(({ path }) => `${path} re-exports`);
}
