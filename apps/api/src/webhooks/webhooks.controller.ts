import { readSendgridReports } from '#delivery';
import { takeReports } from '#enrollments';
import { UserError } from '#faults';
import { Controller, Inject, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { TakesBytes } from '../http/body-rule';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import { SignedBatch } from './signed-batch';

/** What SendGrid puts into one request at most (768 KB), and some room. */
const MOST_BYTES = 1024 * 1024;

const takenSchema = z.strictObject({ success: z.literal(true) });

/** What providers report about sends. */
@Controller('v1/webhooks')
@ApiTags('webhooks')
export class WebhooksController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Post('sendgrid/:workspace')
  @Needs('signature')
  @TakesBytes(MOST_BYTES)
  @ApiParam({ name: 'workspace', schema: { type: 'string' }, description: 'The key of the workspace.' })
  @Does(
    "Takes a batch of SendGrid's Event Webhook",
    'Signed by SendGrid. What is told again, or in another order, changes nothing. Answered when it is committed.',
  )
  @Answers(takenSchema)
  @Refuses(400, { 'not-a-batch': 'the bytes are signed, but no JSON list' })
  @Refuses(401, { 'signature-missing': 'the request is not signed' })
  @Refuses(403, {
    'webhook-not-set-up': 'SENDGRID_WEBHOOK_KEY is not set',
    'signature-wrong': 'the signature is not of these bytes, or of another key',
    'signature-too-old': 'the request was signed more than 25 hours ago',
  })
  @Refuses(404, { 'workspace-not-found': 'there is no workspace of this key' })
  async takeSendgrid(
    @WorkspaceId() workspaceId: string,
    @SignedBatch() body: unknown,
  ): Promise<z.infer<typeof takenSchema>> {
    const reports = Buffer.isBuffer(body) ? readSendgridReports(body) : null;
    if (reports === null) throw notABatch();
    await takeReports(this.surroundings.engine, workspaceId, reports, Date.now());
    return { success: true };
  }
}

function notABatch(): UserError {
  return new UserError({
    status: 400,
    code: 'not-a-batch',
    detail: 'The body is no JSON list of events.',
    hint: "Point SendGrid's Event Webhook here, and nothing else.",
  });
}
