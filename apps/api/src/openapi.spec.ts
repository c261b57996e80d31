import type { OpenAPIObject } from '@nestjs/swagger';
import { buildApp, type BuiltApp } from './build-app';
import { noSurroundings } from './no-surroundings';
import { describeApi } from './openapi';
import { describedApi } from './testing/described-api';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

describe('The description of the API', () => {
  let built: BuiltApp;
  let document: OpenAPIObject;
  beforeAll(async () => {
    built = await buildApp('all', noSurroundings, () => undefined);
    document = describeApi(built.app);
  });
  afterAll(() => built.app.close());

  const operations = (): readonly (readonly [string, Operation])[] =>
    Object.entries(document.paths).flatMap(([route, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(
        ([method, operation]) => [`${method.toUpperCase()} ${route}`, operation] as const,
      ),
    );

  it('is the one in docs/openapi.json; if not, run npm run docs', () => {
    expect(describedApi()).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('is OpenAPI 3.1', () => expect(document.openapi).toBe('3.1.0'));

  it('has every route', () => {
    const registered = built.routes
      .all()
      .filter(({ method }) => method !== 'HEAD')
      .map(({ method, path: route }) => `${method} ${route.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(([route]) => route)
        .toSorted(),
    ).toEqual(registered.toSorted());
  });

  it('says of every route what it does, answers and refuses', () => {
    for (const [route, operation] of operations()) {
      expect([route, operation.summary]).toEqual([route, expect.stringMatching(/^[A-Z].*[^.]$/)]);
      const needsNothing = /^GET \/(livez|readyz|metrics|docs|openapi)/.test(route);
      expect([route, Object.keys(operation.responses)]).toEqual([
        route,
        expect.arrayContaining(needsNothing ? ['200'] : ['500', '503']),
      ]);
      expect([route, Object.keys(operation.responses).filter((status) => /^[23]/.test(status))]).toEqual([
        route,
        [expect.any(String)],
      ]);
    }
  });

  it('calls every operation by a name of its own', () => {
    const names = operations().map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    const components = document.components as Record<string, Record<string, unknown>>;
    const missing = references
      .filter(([, group = '', name = '']) => !(name in (components[group] ?? {})))
      .map(([reference]) => reference);
    expect(references.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });
});
