/**
 * Loaded before everything else (`node --import`, in package.json's scripts). drizzle-orm's package.json is 180 kB, for it
 * lists every module of it four times, and Node reads all of that again for each of the hundred modules that one of them
 * imports, to learn that they are modules: 200 MB of garbage at the start of every process, which is given back late or
 * never, and a second of work. What stands beside such a module is one too. Without this file everything runs as well,
 * only larger and later.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const from = context.parentURL;
    if (!specifier.startsWith('.') || !from?.includes('/node_modules/drizzle-orm/') || !from.endsWith('.js'))
      return nextResolve(specifier, context);
    return { url: new URL(specifier, from).href, format: 'module', shortCircuit: true };
  },
});
