import type { OpenAPIObject } from '@nestjs/swagger';
import { bodyNoteOf, forgetBodyNote } from '../http/body-note';
import { PROBLEM_TYPE } from '../http/problem';
import { isRecipientAddress } from '../recipients/unknown-link';
import { codeList, problemContent, problemContentOf, sharedRefusals, type SharedRefusal } from './refusals';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Refusal = readonly [status: number, name: SharedRefusal];

/** A route as the document has it. */
export interface DescribedRoute {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** What answers from the process alone: it needs no database, so nothing in it can fail. */
const NEEDS_NOTHING = new Set(['docs', 'operations']);

/**
 * Adds to a route the refusals that need no mention at each: of keys, bodies and parameters, and faults of ours. Then
 * says of each refusal which codes it may have.
 */
export function addCommonRefusals(route: DescribedRoute): void {
  const { operation } = route;
  const common = [...ofUrl(route), ...ofKey(operation), ...ofBody(route), ...ofFaults(operation)];
  forgetBodyNote(operation);
  for (const status of new Set(common.map(([one]) => one)))
    add(
      operation,
      status,
      common.filter(([one]) => one === status).map(([, name]) => name),
    );
  for (const response of Object.values(operation.responses)) {
    if (response && 'content' in response && response.content && PROBLEM_TYPE in response.content)
      response.content = { ...response.content, ...problemContentOf(response.description) };
  }
}

function ofUrl({ path, operation }: DescribedRoute): readonly Refusal[] {
  const parameters = (operation.parameters ?? []).flatMap((one) => ('in' in one ? [one] : []));
  // Links that lead nowhere are answered alike, however they are written.
  const hasPart = parameters.some((one) => one.in === 'path') && !isRecipientAddress(path);
  const queries = parameters.filter((one) => one.in === 'query');
  return [
    ...(hasPart ? ([[400, 'WrongUrl'] as const, [414, 'UrlTooLong'] as const] satisfies Refusal[]) : []),
    ...(queries.length > 0 ? [[400, 'WrongQuery'] as const] : []),
    ...(queries.some(({ name }) => name === 'cursor') ? [[400, 'WrongCursor'] as const] : []),
  ];
}

function ofKey({ security = [] }: Operation): readonly Refusal[] {
  if (security.length === 0) return [];
  if (security.some((key) => 'adminKey' in key)) return [[401, 'KeyNeeded']];
  const isForEvents = security.some((key) => 'writeKey' in key);
  return [
    [401, 'KeyNeeded'],
    ...(isForEvents
      ? ([[403, 'OriginNotAllowed'] as const, [429, 'TooMany'] as const] satisfies Refusal[])
      : ([[403, 'SecretKeyNeeded'] as const] satisfies Refusal[])),
  ];
}

/** A body is read wherever one may be sent, also where none is needed. */
function ofBody({ method, operation }: DescribedRoute): readonly Refusal[] {
  if (method === 'get') return [];
  const size: readonly Refusal[] = [
    [408, 'TooSlow'],
    [413, 'TooLarge'],
  ];
  const note = bodyNoteOf(operation);
  if (note === 'not-json') return size;
  const hasFields = operation.requestBody !== undefined && note !== 'judged-below';
  return [
    [400, 'WrongJson'],
    ...(hasFields ? [[400, 'WrongField'] as const] : []),
    ...size,
    [415, 'NotTaken'],
  ];
}

function ofFaults({ tags = [] }: Operation): readonly Refusal[] {
  if (tags.some((tag) => NEEDS_NOTHING.has(tag))) return [];
  return [
    [500, 'Unexpected'],
    [503, 'Unavailable'],
  ];
}

/** Says that an answer may be one of these refusals; by reference, where it can be nothing else. */
function add(operation: Operation, status: number, names: readonly SharedRefusal[]): void {
  const known = operation.responses[status];
  const [only] = names;
  if (known === undefined && names.length === 1) {
    operation.responses[status] = { $ref: `#/components/responses/${only}` };
    return;
  }
  const own = known && 'description' in known ? [known.description] : [];
  const content = known && 'content' in known ? known.content : {};
  const description = [...own, ...names.map((name) => codeList(sharedRefusals[name]))].join('\n');
  operation.responses[status] = { description, content: { ...content, ...problemContent } };
}
