import type { FastifyRequest } from 'fastify';
import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/needs';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { clientSettingsSchema, type ClientSettings } from './settings.dto';

/** What Segment's browser client asks for before it sends anything: where to send it, and that there is nothing else to do. */
@Controller('v1/projects')
@ApiTags('events')
export class SettingsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get(':writeKey/settings')
  @Needs('address')
  @Does("Tells Segment's browser client where to send events", 'The browser key in the address is the key.')
  @Answers(clientSettingsSchema)
  @Refuses(401, { 'key-unknown': 'the key opens nothing: mistyped, unknown or revoked' })
  @Refuses(403, {
    'browser-key-needed': 'the key is not one that may be shown in a page',
    'origin-not-allowed': 'the browser key may not be used from this site',
  })
  @Refuses(429, { 'too-many-events': 'one address has sent more with this key than it may' })
  settings(@Req() request: FastifyRequest, @Param('writeKey') writeKey: string): ClientSettings {
    const { protocol, host, pathname } = this.addressFor(request);
    const apiHost = `${host}${pathname.replace(/\/+$/, '')}/v1`;
    return {
      integrations: {
        'Segment.io': {
          ...{ apiKey: writeKey, apiHost, protocol: protocol === 'https:' ? 'https' : 'http' },
          unbundledIntegrations: [],
        },
      },
      plan: { track: { __default: { enabled: true } }, identify: {}, group: {} },
      edgeFunction: {},
      enabledMiddleware: {},
      middlewareSettings: {},
      metrics: { sampleRate: 0 },
      remotePlugins: [],
      legacyVideoPluginsEnabled: false,
    };
  }

  /** Our public address; where that is but this machine's own name, the one that was asked. */
  private addressFor(request: FastifyRequest): URL {
    const publicUrl = new URL(this.surroundings.edge.publicUrl);
    const asked = request.host ? `${request.protocol}://${request.host}` : '';
    return publicUrl.hostname === 'localhost' && URL.canParse(asked) ? new URL(asked) : publicUrl;
  }
}
