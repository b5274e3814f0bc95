/**
 * How a test starts a program of ours: with what package.json's scripts load first, and with what Node has compiled
 * already in this run. Nothing else of the test's own environment goes with it unless the test says so.
 */
import { join, resolve } from 'node:path';

/** Stands before the program's file. */
export const ourNode = [
  '--import',
  join(resolve(import.meta.dirname, '..'), 'src', 'main', 'lean-imports.ts'),
] as const;

const compiled = process.env['NODE_COMPILE_CACHE'];

/** Goes into its environment. */
export const ourNodeEnv: Readonly<Record<string, string>> =
  compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled };
