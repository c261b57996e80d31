import type { OpenAPIObject } from '@nestjs/swagger';
import { codeList, problemContent, sharedRefusals, type SharedRefusal } from './refusals';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Adds to every route the refusals that need no mention at each: of keys, bodies and parameters, and faults of ours. */
export function addCommonRefusals(operation: Operation): void {
  const hasParameters = (operation.parameters ?? []).length > 0;
  const hasBody = operation.requestBody !== undefined;
  const wrongInput: SharedRefusal[] = [
    ...(hasParameters ? ['WrongUrl' as const] : []),
    ...(hasBody ? ['WrongBody' as const] : []),
  ];
  if (wrongInput.length > 0) add(operation, 400, wrongInput);
  if (hasPathParameter(operation)) add(operation, 414, ['UrlTooLong']);
  if ((operation.security ?? []).length > 0) {
    add(operation, 401, ['KeyNeeded']);
    add(operation, 403, ['KeyNotEnough']);
  }
  if (hasBody) {
    add(operation, 408, ['TooSlow']);
    add(operation, 413, ['TooLarge']);
    add(operation, 415, ['NotTaken']);
  }
  add(operation, 500, ['Unexpected']);
  add(operation, 503, ['Unavailable']);
}

function hasPathParameter({ parameters = [] }: Operation): boolean {
  return parameters.some((parameter) => 'in' in parameter && parameter.in === 'path');
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
