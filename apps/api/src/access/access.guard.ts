import { UserError } from '#faults';
import { authenticate } from '#workspaces';
import { Inject, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { admitSendgrid } from '../webhooks/admit-sendgrid';
import { AddressLimits } from './address-limits';
import { requireLimit, requireOrigin } from './browser-key';
import { admitAdmin } from './admit-admin';
import { admit } from './caller';
import { isLocal } from './is-local';
import { NEED, type Need } from './needs';
import { shownKey, type KeyNeed } from './shown-key';

/** Stands before every route. What a route does not say is refused. */
export class AccessGuard implements CanActivate {
  private readonly limits: AddressLimits;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
  ) {
    this.limits = new AddressLimits(surroundings.edge.browserEventsPerSecond);
  }

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
        return this.admitByKey(context, 'secret');
      case 'signature':
        admit(request, { workspaceId: await admitSendgrid(this.surroundings, request) });
        return true;
      case 'admin':
        admitAdmin(this.surroundings, request);
        return true;
      case 'secret':
      case 'write':
      case 'address':
        return this.admitByKey(context, need);
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

  private async admitByKey(context: ExecutionContext, need: KeyNeed): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
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
    if (need === 'address' && holder.kind !== 'browser') {
      throw refusal(403, 'browser-key-needed', 'This key may not be shown in a page.', howToShow(need));
    }
    if (holder.kind === 'browser') {
      requireOrigin(request, context.switchToHttp().getResponse<FastifyReply>(), holder);
      requireLimit(request, holder, this.limits);
    }
    admit(request, holder);
    return true;
  }
}

function howToShow(need: KeyNeed): string {
  switch (need) {
    case 'secret':
      return 'Send the secret key (sk_...) as the header Authorization: Bearer sk_...';
    case 'write':
      return 'Send the write key (wk_...) as user name of Basic authentication, or as writeKey in the body.';
    case 'address':
      return 'Use the browser key of the workspace: anybody can read what is in a page.';
  }
}

function refusal(status: number, code: string, detail: string, hint: string): UserError {
  return new UserError({ status, code, detail, hint });
}
