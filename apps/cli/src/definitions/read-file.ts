import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wrongUse } from '../complaint';
import { readJson, type ReadJson } from '../json/read-json';
import type { FileFault } from './definitions';

/** A file to read, and how it is told to people. */
export interface Source {
  readonly place: string;
  readonly name: string;
}

/** A file as it is told to people: from where the command runs. */
export function sourceAt(cwd: string, given: string): Source {
  const place = path.resolve(cwd, given);
  const name = path.relative(cwd, place);
  return { place, name: name === '' || name.startsWith('..') ? place : name };
}

/** The text of a file. @throws Complaint where it cannot be read */
export function readText({ place, name }: Source): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(place));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw wrongUse(`The file ${name} is not UTF-8.`, 'Save it as UTF-8.');
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw wrongUse(`The file ${name} ${why}.`, 'Check the path.');
  }
}

/** The JSON of a file, or what keeps it from being it. @throws Complaint where it cannot be read */
export function readJsonFile(source: Source): ReadJson | (FileFault & { readonly kind: 'fault' }) {
  const read = readJson(readText(source));
  if (read.kind === 'json') return read;
  const { line, column, sentence, hint } = read;
  return { kind: 'fault', file: source.name, line, column, sentence, hint };
}

/** The JSON of a file. @throws Complaint where it is none */
export function requireJsonFile(source: Source): unknown {
  const read = readJsonFile(source);
  if (read.kind === 'json') return read.value;
  throw wrongUse(`${read.file}:${read.line}:${read.column}: ${read.sentence}`, read.hint);
}
