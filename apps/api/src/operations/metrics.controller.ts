import { METRICS_TYPE, showMetrics } from '#telemetry';
import { Controller, Get, Header, Module } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Needs, Public } from '../access/needs';
import { Does, Refuses } from '../openapi/answers';

/** What this process measures, where anybody could ask for it: with the key of who runs the server. */
@Controller('metrics')
@ApiTags('operations')
@Needs('admin')
export class MetricsController {
  @Get()
  @Does(
    'Tells what this process measures, for Prometheus',
    'With OPS_PORT it is on that port instead, together with the probes, and needs no key there.',
  )
  @Header('content-type', METRICS_TYPE)
  @ApiOkResponse({
    description: 'Metrics in the text format of Prometheus.',
    content: {
      'text/plain': {
        schema: { type: 'string' },
        example:
          '# HELP jornada_turns_total Turns of enrollments.\n# TYPE jornada_turns_total counter\njornada_turns_total{outcome="rests"} 12\n',
      },
    },
  })
  @Refuses(403, { 'admin-key-not-set': 'the server was started without JORNADA_ADMIN_KEY' })
  showMetrics(): Promise<string> {
    return showMetrics();
  }
}

/** The same on a port of its own, which only who runs the server can reach. */
@Controller('metrics')
@Public()
class OpenMetricsController {
  @Get()
  @Header('content-type', METRICS_TYPE)
  showMetrics(): Promise<string> {
    return showMetrics();
  }
}

@Module({ controllers: [MetricsController] })
export class MetricsModule {}

@Module({ controllers: [OpenMetricsController] })
export class OpenMetricsModule {}
