import { journeySchema } from '#journey';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problemSchema } from './http/problem';
import { addCommonRefusals } from './openapi/common-refusals';
import { convertSchema } from './openapi/convert-schema';

type Components = NonNullable<OpenAPIObject['components']>['schemas'];

/** The API as OpenAPI 3.1: every route with its requests, answers and refusals. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, intro(), {
    operationIdFactory: (_, method) => method,
    autoTagControllers: false,
    standardSchemaConverter: (schema, { schemaType }) => (schema instanceof z.ZodType ? convertSchema(schema, schemaType) : undefined),
  });
  addCommonRefusals(document);
  const named = [convertSchema(problemSchema, 'output'), convertSchema(journeySchema.meta({ id: 'JourneyDocument' }), 'input')];
  const schemas = Object.assign({}, document.components?.schemas, ...named.map((one) => one.components)) as Components;
  return { ...document, components: { ...document.components, schemas } };
}

function intro(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Jornada')
    .setVersion('0.1.0')
    .setDescription('An open journey orchestrator: events in, durable journeys, messages out. Instants are RFC 3339 in UTC.')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The secret key, sk_...: everything of its workspace.' }, 'secretKey')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'The write key, wk_..., as user name: may send events.' }, 'writeKey')
    .build();
}
