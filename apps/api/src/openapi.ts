import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problemSchema } from './http/problem';
import { addCommonRefusals } from './openapi/common-refusals';
import { convertSchema } from './openapi/convert-schema';
import { refusalComponents } from './openapi/refusals';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The API as OpenAPI 3.1: every route with its requests, answers and refusals. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, intro(), {
    operationIdFactory: (_, method) => method,
    autoTagControllers: false,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? convertSchema(schema, schemaType) : undefined,
  });
  for (const operation of operationsOf(document)) {
    nameOnce(operation);
    addCommonRefusals(operation);
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
    .setVersion('0.1.0')
    .setDescription(
      'An open journey orchestrator: events in, durable journeys, messages out. Instants are RFC 3339 in UTC.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The secret key, sk_...: everything of its workspace.' },
      'secretKey',
    )
    .addBasicAuth(
      { type: 'http', scheme: 'basic', description: 'The write key, wk_..., as user name: may send events.' },
      'writeKey',
    )
    .build();
}

function operationsOf(document: OpenAPIObject): readonly Operation[] {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.values(document.paths).flatMap((path) => methods.flatMap((method) => path[method] ?? []));
}

/** A method with two addresses is called once by its name, once as its short form. */
function nameOnce(operation: Operation): void {
  operation.operationId = operation.operationId?.replace(/\[0\]$/, '').replace(/\[1\]$/, 'Short');
}

/** A body that a class describes takes no field that the class does not name. */
function closed([name, schema]: readonly [string, object]): readonly [string, object] {
  return [name, name.endsWith('Body') ? { ...schema, additionalProperties: false } : schema];
}
