import { RELEASE } from '#telemetry';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problemSchema } from './http/problem';
import { addCommonRefusals, type DescribedRoute } from './openapi/common-refusals';
import { convertSchema } from './openapi/convert-schema';
import { refusalComponents } from './openapi/refusals';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = DescribedRoute['operation'];

/** The API as OpenAPI 3.1: every route with its requests, answers and refusals. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, intro(), {
    operationIdFactory: (_, method) => method,
    autoTagControllers: false,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? convertSchema(schema, schemaType) : undefined,
  });
  for (const route of routesOf(document)) {
    nameOnce(route.operation);
    addCommonRefusals(route);
  }
  const schemas = Object.entries({
    ...document.components?.schemas,
    ...convertSchema(problemSchema, 'output').components,
  });
  return {
    ...document,
    components: {
      ...document.components,
      schemas: Object.fromEntries(schemas.map(closed)) as Schemas,
      responses: refusalComponents(),
    },
  };
}

function intro(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Jornada')
    .setVersion(RELEASE)
    .setDescription(
      'An open journey orchestrator: events in, durable journeys, messages out. Instants are RFC 3339 in UTC.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The secret key, sk_...: everything of its workspace.' },
      'secretKey',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description: 'The key of whoever runs the server, JORNADA_ADMIN_KEY: may make workspaces.',
      },
      'adminKey',
    )
    .addBasicAuth(
      { type: 'http', scheme: 'basic', description: 'The write key, wk_..., as user name: may send events.' },
      'writeKey',
    )
    .build();
}

/** Every route of a document. */
export function routesOf(document: OpenAPIObject): readonly DescribedRoute[] {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
}

/** A method with two addresses is called once by its name, once as its short form. */
function nameOnce(operation: Operation): void {
  operation.operationId = operation.operationId?.replace(/\[0\]$/, '').replace(/\[1\]$/, 'Short');
}

/** A body that a class describes takes no field that the class does not name. */
function closed([name, schema]: readonly [string, object]): readonly [string, object] {
  return [name, name.endsWith('Body') ? { ...schema, additionalProperties: false } : schema];
}
