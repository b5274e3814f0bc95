/** Laws about what stands in a file. Each takes the sources and answers with its offenders, in words. */
import ts from 'typescript';
import { clockReaders, environmentReaders, pureRooms } from './slope.ts';
import { everyNode, fits, importsOf, placeOf, type Source } from './sources.ts';

/**
 * Pure rooms: no async, no packages, no I/O. Hashing is arithmetic, so `values` may have node:crypto; the ledger has a
 * store, and verbs that take the work handle to it.
 */
export function pureRoomsArePure(files: readonly Source[]): string[] {
  const pure = files.filter((file) => pureRooms.includes(file.room) && !isLedgersActingSide(file));
  return pure.flatMap((file) => {
    const found: string[] = [];
    for (const { module, path, typeOnly } of importsOf(file)) {
      const hashing = file.room === 'values' && module === 'node:crypto';
      if (path === null && !hashing && !typeOnly) found.push(`${file.path} imports ${module}`);
      if (path !== null && !typeOnly && fits(path, ['*/store*.ts', '*/tables.ts', 'db/**']))
        found.push(`${file.path} imports ${path}`);
    }
    everyNode(file.tree, (node) => {
      const isAsync = node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node);
      if (isAsync) found.push(`${placeOf(file, node)}: a pure room does not wait`);
      if (
        ts.isIdentifier(node) &&
        /^(fetch|setTimeout|setInterval|process|console)$/.test(node.text) &&
        !isMemberName(node)
      ) {
        found.push(`${placeOf(file, node)}: ${node.text} is the outer world`);
      }
    });
    return found;
  });
}

function isLedgersActingSide(file: Source): boolean {
  if (fits(file.path, ['ledger/store*.ts', 'ledger/tables.ts'])) return true;
  return file.room === 'ledger' && exportedFunctions(file).some(takesWork);
}

/** The clock is handed down as `now`; it is read in one place. */
export function clockIsHandedDown(files: readonly Source[]): string[] {
  return files
    .filter(({ path }) => !fits(path, clockReaders))
    .flatMap((file) => offences(file, readsClock, 'reads the clock'));
}

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  return ts.isPropertyAccessExpression(node) && /^(Date\.now|Temporal\.Now)$/.test(node.getText());
}

/** Settings are read in one place, so that what is missing is told at once. */
export function environmentIsReadOnce(files: readonly Source[]): string[] {
  const reads = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env';
  return files
    .filter(({ path }) => !fits(path, environmentReaders))
    .flatMap((file) => offences(file, reads, 'reads the environment'));
}

/** A verb's file exports one function, named like the file, beside types and constants. Verbs are what waits or takes the work handle. */
export function verbsAreNamedLikeTheirFile(files: readonly Source[]): string[] {
  const notVerbs = ['*/store*.ts', '*/tables.ts', '*/routes*.ts', '*/jobs.ts', '*/port.ts', '*/page*.ts'];
  const beside = ['main/**', 'web/**', 'db/**', 'adapters/**', 'sandbox/**'];
  return files.flatMap((file) => {
    if (fits(file.path, [...notVerbs, ...beside])) return [];
    if (!exportedFunctions(file).some(isVerb)) return [];
    const names = exportedFunctionNames(file);
    const name = camelCased(file.path);
    return names.length === 1 && names[0] === name
      ? []
      : [`${file.path} should export the function ${name} alone, but exports ${names.join(', ')}`];
  });
}

function exportedFunctions(file: Source): ts.FunctionDeclaration[] {
  return file.tree.statements.filter(ts.isFunctionDeclaration).filter(isExported);
}

function isVerb(declaration: ts.FunctionDeclaration): boolean {
  return (
    takesWork(declaration) || (declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

function takesWork(declaration: ts.FunctionDeclaration): boolean {
  return declaration.parameters[0]?.type?.getText() === 'Work';
}

function exportedFunctionNames(file: Source): string[] {
  return file.tree.statements.flatMap((statement) => {
    if (!isExported(statement)) return [];
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return [statement.name?.text ?? 'default'];
    if (!ts.isVariableStatement(statement)) return [];
    const functions = statement.declarationList.declarations.filter(
      ({ initializer }) => initializer && ts.isFunctionLike(initializer),
    );
    return functions.map(({ name }) => name.getText());
  });
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function camelCased(path: string): string {
  const name = path.split('/').at(-1)?.replace(/\.ts$/, '') ?? '';
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A function of at most 70 lines, a file of at most 300. */
export function smallEnough(files: readonly Source[]): string[] {
  return files.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length;
    const found = lines > 300 ? [`${file.path} has ${lines} lines`] : [];
    everyNode(file.tree, (node) => {
      if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
      const line = (position: number) => file.tree.getLineAndCharacterOfPosition(position).line;
      const height = line(node.getEnd()) - line(node.getStart(file.tree)) + 1;
      if (height > 70) found.push(`${placeOf(file, node)}: a function of ${height} lines`);
    });
    return found;
  });
}

/** Names that say nothing about what is inside. */
export function namesSaySomething(paths: readonly string[]): string[] {
  const empty = /(^|\/)(utils?|helpers?|common|services?|misc|lib|shared|index)(\/|\.[a-z]+$)/;
  return paths.filter((path) => empty.test(path));
}

/** No unfinished work, no switched-off checks. The words are put together here so that this file does not offend. */
export function nothingUnfinished(files: readonly Source[]): string[] {
  const words = [
    'TO' + 'DO',
    'FIX' + 'ME',
    'HA' + 'CK',
    '@ts-' + 'ignore',
    '@ts-' + 'expect-error',
    '@ts-' + 'nocheck',
    'biome-' + 'ignore',
    'eslint-' + 'disable',
  ];
  const pattern = new RegExp(words.map((word) => `${word}\\b`).join('|'));
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}, line ${index + 1}: ${line.trim()}`] : [])),
  );
}

/** `any` switches the types off. */
export function noAny(files: readonly Source[]): string[] {
  return files.flatMap((file) => offences(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword, 'any'));
}

function offences(file: Source, offends: (node: ts.Node) => boolean, what: string): string[] {
  const found: string[] = [];
  everyNode(file.tree, (node) => {
    if (offends(node)) found.push(`${placeOf(file, node)}: ${what}`);
  });
  return found;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isBindingElement(parent)
  );
}
