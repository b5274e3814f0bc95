/** Laws about the project as a whole: what may stand in any of its files, and what it depends on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { guardNames } from '../../src/ladder/guards.ts';
import { filesUnder, project } from './sources.ts';

const notOurs = ['node_modules', '.data', '.git', '.tap', '.env'];
const binary = /\.(png|jpe?g|ico|woff2?|pdf|gz|zip)$/;

/** Folders of somebody's machine and hosts of somebody's package registry. The patterns are spelt so as not to find themselves. */
const foreign = [
  /\/(?:work|wt)\/(?:main|wt|shared)\b/,
  /\/(?:home|Users)\/[a-z]\w+\//,
  /\bhttps?:\/\/[^\s"']*(?:artifactor[y]|nexu[s]|verdacci[o]|registr[y])[^\s"']*/,
];

/** Lines of a text that name a machine's path or a registry. */
function foreignLines(text: string): string[] {
  return text.split('\n').filter((line) => foreign.some((pattern) => pattern.test(line)));
}

t.test('no file names a path of some machine or the host of a package registry', async (t) => {
  const texts = filesUnder(project, notOurs).filter(
    (path) => !binary.test(path) && path !== 'test/house/repository.test.ts',
  );
  t.ok(texts.includes('package-lock.json'));
  const found = texts.flatMap((path) =>
    foreignLines(readFileSync(join(project, path), 'utf8')).map((line) => `${path}: ${line.slice(0, 120)}`),
  );
  t.same(found, []);
  for (const wrong of [
    'see /work/main/src',
    'in /home/someone/rykker/',
    '"resolved": "https://artifactory.example/npm/x.tgz"',
    'https://registry.npmjs.org/x',
  ]) {
    t.equal(foreignLines(wrong).length, 1, wrong);
  }
  t.same(foreignLines('src/main/start.ts, /var/lib/rykker, https://rykker.example/install'), []);
});

t.test('every package is pinned to one exact version', async (t) => {
  const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const versions = Object.entries<string>({ ...dependencies, ...devDependencies });
  t.ok(versions.length > 10);
  t.same(
    versions.filter(([, version]) => !exact.test(version)),
    [],
  );
  for (const loose of ['^1.2.3', '~1.2.3', '1.2', 'latest', '*', '>=1.0.0']) t.notOk(exact.test(loose), loose);
});

t.test('every guard in ladder/guard is asked, and every guard asked has its file', async (t) => {
  const files = filesUnder(join(project, 'src/ladder/guard')).map((name) => name.replace(/\.ts$/, ''));
  t.ok(files.length >= 20);
  t.same([...guardNames].sort(), files.sort());
});
