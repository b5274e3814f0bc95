/** What is registered with e-conomic and deployed to Fly agrees with the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { installPaths } from '../../src/install/paths.ts';
import { settingNames, vendorAddresses } from '../../src/main/config.ts';
import { project } from './sources.ts';

const read = (name: string) => readFileSync(join(project, name), 'utf8');
const manifest: Manifest = JSON.parse(read('manifest/app.json'));
const fly = read('fly.toml');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

type Manifest = {
  role: { name: string; number: number; note: string };
  installUrl: string;
  startPath: string;
  redirectPath: string;
  requiredModules: unknown[];
  settings: Record<string, string>;
  texts: Record<string, Record<string, string>>;
};

t.test('the manifest’s addresses are the program’s', async (t) => {
  t.equal(manifest.installUrl, vendorAddresses.ECONOMIC_INSTALL_URL);
  t.equal(manifest.startPath, installPaths.start);
  t.equal(manifest.redirectPath, installPaths.callback);
});

t.test('the role is SuperUser, and it says that this cannot be changed later', async (t) => {
  t.match(manifest.role, { name: 'SuperUser', number: 1 });
  t.match(manifest.role.note, /cannot be changed/);
  t.type(manifest.requiredModules, Array);
});

t.test('the settings it names exist', async (t) => {
  t.same(
    Object.values(manifest.settings).filter((name) => !settingNames.some((known) => known === name)),
    [],
  );
});

t.test('each language of the listing has the same texts, all filled in', async (t) => {
  const parts = Object.keys(manifest.texts['da-DK'] ?? {});
  t.same(parts, ['short', 'long', 'permissions']);
  for (const [locale, texts] of Object.entries(manifest.texts)) {
    t.same(Object.keys(texts), parts, locale);
    for (const [part, text] of Object.entries(texts)) t.ok(text.length > 20, `${locale} ${part}`);
  }
});

const node = 'node --max-semi-space-size=4 --max-old-space-size=384 --import ./src/main/lean-imports.ts';

t.test('Fly starts what package.json starts, migrates first, and asks after health', async (t) => {
  for (const script of ['web', 'worker']) {
    t.match(fly, new RegExp(`^ {2}${script} = "npm run ${script}"$`, 'm'));
    t.equal(scripts[script], `${node} src/main/start.ts ${script}`);
  }
  t.match(fly, /^ {2}release_command = "npm run migrate"$/m);
  t.equal(scripts['migrate'], `${node} src/main/start.ts migrate`);
  t.match(fly, /path = "\/health\/ready"/);
  t.match(fly, /^primary_region = "(arn|ams|fra)"/m, 'in the EU');
  const [, env = ''] = /^\[env\]\n((?: {2}.*\n)+)/m.exec(fly) ?? [];
  const named = [...env.matchAll(/^ {2}([A-Z_]+) = /gm)].map((match) => String(match[1]));
  t.ok(named.length > 0);
  t.same(
    named.filter((name) => !settingNames.some((known) => known === name)),
    [],
  );
});
