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
import { noSurroundings } from './no-surroundings';
import { describeApi } from './openapi';
import { requireRefusals } from './self-test';
import type { Surroundings } from './surroundings';

/** A server that does not listen yet. */
export interface BuiltApp {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
}

/**
 * Builds the server of a part of the API, with its routes and their description.
 * @throws Error where this build does not check what it is sent
 */
export async function buildApp(part: Part, surroundings: Surroundings, log: LogLine): Promise<BuiltApp> {
  await requireWorkingValidation(ValidationProbe, 'probe');
  await requireRefusals((await createApp('probe', noSurroundings, log)).app);
  const { app, routes } = await createApp(part, surroundings, log);
  if (part !== 'operations') app.get(ApiDescription, { strict: false }).by(() => describeApi(app));
  return { app, routes };
}

async function createApp(part: Part, surroundings: Surroundings, log: LogLine): Promise<BuiltApp> {
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
  await app.getHttpAdapter().getInstance().ready();
  return { app, routes };
}
