import { UserError } from '#faults';
import { authenticate, type KeyHolder } from '#workspaces';
import { Inject, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { admitSendgrid } from '../webhooks/admit-sendgrid';
import { admit } from './caller';
import { isLocal } from './is-local';
import { NEED, type Need } from './needs';
import { shownKey } from './shown-key';

/** Stands before every route. What a route does not say is refused. */
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    switch (need) {
      case 'public':
        return true;
      case 'local':
        if (this.admitLocally(request)) return true;
        return this.admitByKey(request, 'secret');
      case 'signature':
        admit(request, { workspaceId: await admitSendgrid(this.surroundings, request) });
        return true;
      case 'secret':
      case 'write':
        return this.admitByKey(request, need);
      case undefined:
        throw refusal(
          403,
          'route-closed',
          'This route is open to nobody.',
          'Nothing can be done from outside.',
        );
    }
  }

  private admitLocally(request: FastifyRequest): boolean {
    const workspaceId = this.surroundings.localWorkspaceId;
    if (workspaceId === null || request.headers.authorization !== undefined || !isLocal(request))
      return false;
    admit(request, { workspaceId });
    return true;
  }

  private async admitByKey(request: FastifyRequest, need: 'secret' | 'write'): Promise<boolean> {
    const key = shownKey(request, need);
    if (key === null) throw refusal(401, 'key-missing', 'The request shows no key.', howToShow(need));
    const holder = await authenticate(this.surroundings.database, key);
    if (!holder)
      throw refusal(
        401,
        'key-unknown',
        'The key opens nothing: it is mistyped, unknown or revoked.',
        howToShow(need),
      );
    if (need === 'secret' && holder.kind !== 'secret') {
      throw refusal(403, 'secret-key-needed', 'A write key may only send events.', howToShow('secret'));
    }
    requireOrigin(request, holder);
    admit(request, holder);
    return true;
  }
}

/** A browser key works only where it was made for. */
function requireOrigin(request: FastifyRequest, holder: KeyHolder): void {
  if (holder.kind !== 'browser' || holder.origins.length === 0) return;
  const { origin } = request.headers;
  if (origin !== undefined && holder.origins.includes(origin)) return;
  throw refusal(
    403,
    'origin-not-allowed',
    'This browser key may not be used from this site.',
    "Add the site to the key's origins.",
  );
}

function howToShow(need: 'secret' | 'write'): string {
  return need === 'secret'
    ? 'Send the secret key (sk_...) as the header Authorization: Bearer sk_...'
    : 'Send the write key (wk_...) as user name of Basic authentication, or as writeKey in the body.';
}

function refusal(status: number, code: string, detail: string, hint: string): UserError {
  return new UserError({ status, code, detail, hint });
}
