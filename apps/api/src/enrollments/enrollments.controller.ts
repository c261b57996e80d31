import { exitEnrollment, listEnrollments, readEnrollment, retryEnrollment } from '#enrollments';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { cursorOfMoment, momentOfCursor } from '../http/cursor';
import { notFound } from '../http/not-found';
import { pageFrom, pageOf, type Page } from '../http/page.dto';
import { IdParam } from '../http/route-parameters';
import { Repeatable } from '../idempotency/idempotency-key';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './enrollments.dto';
import { EnrollmentQuery, ExitBody } from './enrollments.dto';
import { shownEnrollment, shownListed } from './show-enrollment';

const missing = () =>
  notFound(
    'enrollment-not-found',
    'There is no such enrollment in this workspace.',
    'List the enrollments with GET /v1/enrollments.',
  );

@Controller('v1/enrollments')
@ApiTags('enrollments')
@Needs('secret')
export class EnrollmentsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists enrollments, the newest first')
  @Answers(pageOf(dto.listedEnrollmentSchema))
  async listEnrollments(
    @WorkspaceId() workspaceId: string,
    @Query() query: EnrollmentQuery,
  ): Promise<Page<dto.ShownListed>> {
    const { journey, userId, state, step, limit } = query;
    const after = momentOfCursor(query.cursor);
    const rows = await listEnrollments(this.surroundings.database, workspaceId, {
      journey,
      userId,
      state,
      step,
      after: after && { enteredAt: after.at, id: after.id },
      limit: limit + 1,
    });
    return pageFrom(rows, limit, shownListed, ({ enteredAt, id }) => cursorOfMoment({ at: enteredAt, id }));
  }

  @Get(':id')
  @Does('Tells an enrollment: where it is, the log of every step with its reason, its sends')
  @Answers(dto.enrollmentSchema)
  @Refuses(404, { 'enrollment-not-found': 'there is no such enrollment' })
  async readEnrollment(
    @WorkspaceId() workspaceId: string,
    @IdParam(missing) id: string,
  ): Promise<dto.ShownEnrollment> {
    return shownEnrollment(workspaceId, await readEnrollment(this.surroundings.database, workspaceId, id));
  }

  @Post(':id/retry')
  @Repeatable()
  @Does('Lets a parked enrollment try again, from where it stands')
  @Answers(dto.enrollmentSchema)
  @Refuses(404, { 'enrollment-not-found': 'there is no such enrollment' })
  @Refuses(409, { 'enrollment-not-parked': 'it has no open incident' })
  async retryEnrollment(
    @WorkspaceId() workspaceId: string,
    @IdParam(missing) id: string,
  ): Promise<dto.ShownEnrollment> {
    return shownEnrollment(workspaceId, await retryEnrollment(this.surroundings.engine, workspaceId, id));
  }

  @Post(':id/exit')
  @Repeatable()
  @ApiBody({ type: ExitBody, required: false })
  @Does(
    'Takes a person out of the journey, wherever they stand',
    'What was not sent will not leave. Exited twice is exited.',
  )
  @Answers(dto.enrollmentSchema)
  @Refuses(404, { 'enrollment-not-found': 'there is no such enrollment' })
  @Refuses(409, { 'enrollment-ended': 'it has completed or failed already' })
  async exitEnrollment(
    @WorkspaceId() workspaceId: string,
    @IdParam(missing) id: string,
    @Body() { reason }: ExitBody,
  ): Promise<dto.ShownEnrollment> {
    const because = reason ?? 'taken out by hand';
    return shownEnrollment(
      workspaceId,
      await exitEnrollment(this.surroundings.engine, workspaceId, id, because),
    );
  }
}
