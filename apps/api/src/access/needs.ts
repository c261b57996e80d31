import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth } from '@nestjs/swagger';

/**
 * What a route asks of who calls: nothing (`public`); the secret key; any key (`write`, Segment's routes); a browser key
 * in the address (`address`, the settings that a page asks for); that the call comes from this very machine, or has the
 * secret key (`local`, the mailbox); that a provider signed it (`signature`, the webhooks); or the key of whoever runs
 * the server (`admin`, workspaces).
 */
export type Need = 'public' | 'secret' | 'write' | 'address' | 'local' | 'signature' | 'admin';

export const NEED = 'jornada:need';

// Made anew for each route: such a decorator gathers what it was applied to.
const secret = (): MethodDecorator & ClassDecorator => ApiBearerAuth('secretKey');
const documented = {
  secret,
  local: secret,
  write: () => applyDecorators(secret(), ApiBasicAuth('writeKey')),
  // The address says it.
  address: () => applyDecorators(),
  admin: () => ApiBearerAuth('adminKey'),
  // Headers of the provider's own, which no client of ours sends.
  signature: () => applyDecorators(),
};

/** Opens a route, or a whole controller, to everybody. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(NEED, 'public' satisfies Need);

/** Says which key a route, or a whole controller, needs. One that says nothing answers nobody. */
export const Needs = (need: Exclude<Need, 'public'>): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(NEED, need satisfies Need), documented[need]());
