/**
 * Loaded before everything else (`node --import`, in package.json's scripts). drizzle-orm's package.json is 180 kB, for it
 * lists every module of it four times, and Node reads all of that again for each of the hundred modules that one of them
 * imports, to learn that they are modules, and for each file of ours that names it: 200 MB of garbage at the start of every
 * process, which is given back late or never, and a second of work. What stands beside such a module is one too; a file of
 * ours is TypeScript, as its name says; and a package is found once. Without this file everything runs as well, only larger
 * and later; but it loads what mends the database's client, and that is needed.
 */
import { type ResolveFnOutput, registerHooks } from 'node:module';
import './mended-postgres.ts';

/** What our own files call by these names; they all stand in one folder, so one answer is right for all of them. */
const packages = new Map<string, ResolveFnOutput>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    const from = context.parentURL;
    if (from === undefined || specifier.startsWith('node:')) return nextResolve(specifier, context);
    const ours = !from.includes('/node_modules/');
    if (specifier.startsWith('.')) {
      if (ours ? specifier.endsWith('.ts') : from.includes('/node_modules/drizzle-orm/') && from.endsWith('.js'))
        return {
          url: new URL(specifier, from).href,
          format: ours ? 'module-typescript' : 'module',
          shortCircuit: true,
        };
      return nextResolve(specifier, context);
    }
    if (!ours || !context.conditions.includes('import')) return nextResolve(specifier, context);
    const found = packages.get(specifier) ?? { ...nextResolve(specifier, context), shortCircuit: true };
    packages.set(specifier, found);
    return found;
  },
});
