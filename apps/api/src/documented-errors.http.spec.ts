import { existsSync, readFileSync } from 'node:fs';
import { PROBLEM_TYPE } from './http/problem';
import { routesOf } from './openapi';
import { describedApi } from './testing/described-api';
import { ownRefusals } from './testing/own-refusals';
import { openStage, type Stage } from './testing/provocation';
import { provokedElsewhere, sharedProvocations, type WalkedRoute } from './testing/shared-refusals';
import type { Answered } from './testing/open-test-api';

interface Described {
  readonly $ref?: string;
  readonly content?: {
    readonly [type: string]: {
      readonly schema: {
        readonly allOf?: readonly { readonly properties?: { readonly code: { readonly enum: string[] } } }[];
      };
    };
  };
}
type Documented = WalkedRoute & {
  readonly name: string;
  readonly errors: readonly { readonly status: number; readonly code: string }[];
};

const document = describedApi();

/** The codes that an answer is documented with. */
function codesOf(response: Described): readonly string[] {
  const shared = document.components?.responses as { readonly [name: string]: Described } | undefined;
  const { content } = (response.$ref && shared?.[response.$ref.split('/').at(-1) ?? '']) || response;
  return content?.[PROBLEM_TYPE]?.schema.allOf?.flatMap((part) => part.properties?.code.enum ?? []) ?? [];
}

const routes: readonly Documented[] = routesOf(document).map(({ path: route, method, operation }) => ({
  name: `${method.toUpperCase()} ${route}`,
  method: method.toUpperCase(),
  path: route,
  hasQuery: (operation.parameters ?? []).some((one) => 'in' in one && one.in === 'query'),
  errors: Object.entries(operation.responses).flatMap(([status, response]) =>
    codesOf(response as Described).map((code) => ({ status: Number(status), code })),
  ),
}));

describe('Every route, called with each documented error', () => {
  let stage: Stage & { close(): Promise<void> };
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** Calls a route so that it refuses with a code; every answer is checked against the description besides. */
  const provoke = (route: Documented, code: string): Promise<Answered> | undefined =>
    ownRefusals[route.name]?.[code]?.(stage, route.method) ?? sharedProvocations[code]?.(stage, route);

  it.each(routes.map((route) => [route.name, route] as const))('%s', async (_, route) => {
    for (const { status, code } of route.errors.filter((error) => !(error.code in provokedElsewhere))) {
      const answer = await provoke(route, code);
      expect({ status: answer?.status, ...answer?.json }).toMatchObject({
        status,
        code,
        type: `urn:jornada:problem:${code}`,
        detail: expect.stringMatching(/\S/),
        hint: expect.stringMatching(/\S/),
      });
    }
  });
});

describe('The table of what provokes each error', () => {
  it('has no refusal that is not documented', () => {
    const rows = Object.entries(ownRefusals).flatMap(([name, codes]) =>
      Object.keys(codes).map((code) => `${name} ${code}`),
    );
    const documented = new Set(
      routes.flatMap(({ name, errors }) => errors.map(({ code }) => `${name} ${code}`)),
    );
    expect(rows.filter((row) => !documented.has(row))).toEqual([]);
    const codes = new Set(routes.flatMap(({ errors }) => errors.map(({ code }) => code)));
    const shared = [...Object.keys(sharedProvocations), ...Object.keys(provokedElsewhere)];
    expect(shared.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('has one for each that is', () => {
    const missing = routes.flatMap(({ name, errors }) =>
      errors
        .filter(
          ({ code }) =>
            !(code in (ownRefusals[name] ?? {})) &&
            !(code in sharedProvocations) &&
            !(code in provokedElsewhere),
        )
        .map(({ code }) => `${name} ${code}`),
    );
    expect(missing).toEqual([]);
    expect(routes.flatMap(({ errors }) => errors).length).toBeGreaterThan(800);
  });

  it.each(Object.entries(provokedElsewhere))('says where %s is provoked: %s', (code, spec) => {
    expect(existsSync(spec) && readFileSync(spec, 'utf8')).toContain(`'${code}'`);
  });
});
