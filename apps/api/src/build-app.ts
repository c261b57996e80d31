import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type Part } from './app.module';
import { ApiDescription } from './docs/api-description';
import { buildServer } from './http/api-server';
import type { RouteTable } from './http/route-table';
import type { LogLine } from './http/server-log';
import { requireWorkingValidation } from './http/validation';
import { ValidationProbe } from './http/validation-probe';
import { describeApi } from './openapi';
import type { Surroundings } from './surroundings';

/** A server that does not listen yet. */
export interface BuiltApp {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/**
 * Builds the server of a part of the API, with its routes and their description.
 * @throws Error where this build does not validate what it is sent
 */
export async function buildApp(part: Part, surroundings: Surroundings, log: LogLine): Promise<BuiltApp> {
  await requireWorkingValidation(ValidationProbe, 'probe');
  const { adapter, routes } = buildServer(surroundings.edge.trustedProxies);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(part, surroundings, { routes, log }),
    adapter,
    {
      bodyParser: false,
      abortOnError: false,
      logger: ['error', 'warn', 'fatal'],
    },
  );
  await app.init();
  if (part !== 'operations') app.get(ApiDescription, { strict: false }).set(describeApi(app));
  await app.getHttpAdapter().getInstance().ready();
  return { app, routes };
}
