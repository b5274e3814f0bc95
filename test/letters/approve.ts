/**
 * Writes today's words as the approved ones: `node test/letters/approve.ts`. Run by a person who has read them; no test does.
 * Texts of messages that are no longer written are taken away.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvedDir, writtenDown } from './approved.ts';
import { samples } from './samples.ts';
import { smsSamples } from './sms-samples.ts';

const all = new Map([...samples()].map(([name, composition]) => [name, writtenDown(composition)]));
for (const [name, text] of smsSamples()) all.set(name, `${text}\n`);
mkdirSync(approvedDir, { recursive: true });
for (const file of readdirSync(approvedDir)) if (!all.has(file.replace(/\.txt$/, ''))) rmSync(join(approvedDir, file));
for (const [name, text] of all) writeFileSync(join(approvedDir, `${name}.txt`), text);
console.log(`${all.size} texts approved. Read them: git diff test/letters/approved`);
