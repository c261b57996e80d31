import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** An answer, as any HTTP client has it. */
export interface Answer {
  readonly method: string;
  /** With or without its query. */
  readonly url: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

interface Described {
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: { readonly responses: Readonly<Record<string, Response>> };
    };
  };
  readonly components: { readonly responses?: Readonly<Record<string, Response>> };
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** Says in what way an answer differs from what an OpenAPI document says of it; null where it does not. */
export type Conformity = (answer: Answer) => string | null;

/** Reads an OpenAPI 3.1 document as a judge of answers. */
export function conformityWith(document: object): Conformity {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'openapi.json');
  const compiled = new Map<string, ValidateFunction>();
  const described = document as Described;
  const routes = Object.keys(described.paths).map((path) => ({
    path,
    form: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  }));

  return ({ method, url, status, type, text }) => {
    const address = url.split('?')[0] ?? '';
    const matching = routes.filter(({ form }) => form.test(address));
    // A path without parameters comes before one with them, as in the router.
    const route = matching.find(({ path }) => !path.includes('{')) ?? matching[0];
    const operation = route && described.paths[route.path]?.[method.toLowerCase()];
    if (!operation) return judgeUndescribed(status, type, text);
    const stated = operation.responses[status];
    if (!stated) return `${method} ${route.path} does not say that it answers ${status}`;
    const response = stated.$ref
      ? described.components.responses?.[stated.$ref.split('/').at(-1) ?? '']
      : stated;
    if (!response?.content)
      return text === '' ? null : `${method} ${route.path} says that ${status} has no content`;
    const media = type.split(';')[0] ?? '';
    const content = response.content[media];
    if (!content) return `${method} ${route.path} does not say that ${status} is ${media}`;
    if (!media.endsWith('json')) return null;
    return judge(content.schema, text);
  };

  /** What the router refuses is described nowhere, but is a problem all the same. */
  function judgeUndescribed(status: number, type: string, text: string): string | null {
    if (status < 400 || !type.startsWith('application/problem+json'))
      return `nothing describes this answer (${status}, ${type})`;
    return judge({ $ref: '#/components/schemas/Problem' }, text);
  }

  function judge(schema: object, text: string): string | null {
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/');
    const isRight = compiled.get(absolute) ?? ajv.compile(JSON.parse(absolute) as object);
    compiled.set(absolute, isRight);
    const body: unknown = JSON.parse(text);
    return isRight(body) ? null : `${ajv.errorsText(isRight.errors)} in ${text.slice(0, 500)}`;
  }
}
