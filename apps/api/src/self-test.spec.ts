import 'reflect-metadata';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { buildServer } from './http/api-server';
import { noSurroundings } from './no-surroundings';
import { requireRefusals } from './self-test';

/** The server of the probe, but for some of what stands before every route. */
async function probeWithout(left: symbol | string | null): Promise<NestFastifyApplication> {
  const { adapter, routes } = buildServer();
  const whole = AppModule.of('probe', noSurroundings, { routes, log: () => undefined });
  const providers = (whole.providers ?? []).filter(
    (one: Provider) => !('provide' in one) || one.provide !== left,
  );
  const module: DynamicModule = { ...whole, providers };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: false,
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

describe('A server', () => {
  it('starts where it refuses what it must', async () => {
    await expect(requireRefusals(await probeWithout(null))).resolves.toBeUndefined();
  });

  it.each([
    ['the validation', APP_PIPE, 'a field that nobody knows was answered by 201, not 400'],
    ['the guard', APP_GUARD, 'a call of a route that says nothing of keys was answered by 201, not 403'],
  ])('does not start where %s is not on', async (_, left, says) => {
    await expect(requireRefusals(await probeWithout(left))).rejects.toThrow(says);
  });
});
