import { openIntake } from '#ingest';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './access/access.guard';
import { AudiencesModule } from './audiences/audiences.module';
import { DocsModule } from './docs/docs.module';
import { EnrollmentsModule } from './enrollments/enrollments.module';
import { EventsModule } from './events/events.module';
import { ProblemFilter } from './http/problem.filter';
import { RouteTable } from './http/route-table';
import { ServerLog, type LogLine } from './http/server-log';
import { buildValidation } from './http/validation';
import { ProbeModule } from './http/validation-probe';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IncidentsModule } from './incidents/incidents.module';
import { JourneysModule } from './journeys/journeys.module';
import { KeysModule } from './keys/keys.module';
import { MailAccountsModule } from './mail-accounts/mail-accounts.module';
import { MailboxModule } from './mailbox/mailbox.module';
import { MetricsModule, OpenMetricsModule } from './operations/metrics.controller';
import { OperationsModule } from './operations/operations.module';
import { ProfilesModule } from './profiles/profiles.module';
import { RecipientsModule } from './recipients/recipients.module';
import { SendsModule } from './sends/sends.module';
import { SuppressionsModule } from './suppressions/suppressions.module';
import { INTAKE, SURROUNDINGS, type Surroundings } from './surroundings';
import { TemplatesModule } from './templates/templates.module';
import { TopicsModule } from './topics/topics.module';
import { WebhooksModule } from './webhooks/webhooks.module';
import { WorkspaceModule } from './workspace/workspace.module';

const product = [
  EventsModule,
  JourneysModule,
  TemplatesModule,
  TopicsModule,
  AudiencesModule,
  ProfilesModule,
  EnrollmentsModule,
  IncidentsModule,
  SendsModule,
  SuppressionsModule,
  WorkspaceModule,
  KeysModule,
  MailAccountsModule,
  MailboxModule,
  RecipientsModule,
  WebhooksModule,
  DocsModule,
];

/** Which routes a server has: those of the product, those of who runs it, or both; or those of the self-test alone. */
export type Part = 'product' | 'operations' | 'all' | 'probe';

const parts = {
  ...{ product, operations: [OperationsModule, OpenMetricsModule] },
  all: [...product, OperationsModule, MetricsModule],
  probe: [ProbeModule],
};

@Module({})
export class AppModule {
  /** The routes of a part, behind the one guard, the one validation and the one way of answering errors. */
  static of(
    part: Part,
    surroundings: Surroundings,
    { routes, log }: { routes: RouteTable; log: LogLine },
  ): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: parts[part],
      providers: [
        { provide: SURROUNDINGS, useValue: surroundings },
        { provide: INTAKE, useFactory: () => openIntake(surroundings) },
        { provide: RouteTable, useValue: routes },
        { provide: ServerLog, useValue: new ServerLog(log) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: buildValidation },
      ],
      exports: [SURROUNDINGS, INTAKE],
    };
  }
}
