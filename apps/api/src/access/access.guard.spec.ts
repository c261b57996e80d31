import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import { noSurroundings } from '../no-surroundings';
import { AccessGuard } from './access.guard';
import { Public } from './needs';

class Routes {
  @Public()
  open(): void {}

  forgotten(): void {}
}

const contextOf = (handler: () => void) =>
  ({
    getHandler: () => handler,
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ headers: {} }) }),
  }) as unknown as ExecutionContext;

describe('The guard', () => {
  const guard = new AccessGuard(new Reflector(), noSurroundings);

  it('lets everybody through to what is public', async () => {
    expect(await guard.canActivate(contextOf(Routes.prototype.open))).toBe(true);
  });

  it('lets nobody through to a route that does not say what it needs', async () => {
    await expect(guard.canActivate(contextOf(Routes.prototype.forgotten))).rejects.toMatchObject({
      status: 403,
      code: 'route-closed',
    });
  });
});
