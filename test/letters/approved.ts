/** Where approved texts lie, and how one is written down: the subject, an empty line, the plain text. */
import { join } from 'node:path';
import type { Composition } from '../../src/sending/letter.ts';

export const approvedDir = join(import.meta.dirname, 'approved');

export function writtenDown(composition: Composition): string {
  return `Subject: ${composition.subject}\n\n${composition.text}`;
}
