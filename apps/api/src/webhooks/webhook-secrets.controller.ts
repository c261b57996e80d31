import { shownWebhookKey } from '#delivery';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { Answers, Does } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';

const secretsSchema = z
  .object({
    secrets: z
      .array(z.string())
      .meta({ description: 'The newest first. While a key is being changed, there are several.' }),
  })
  .meta({
    id: 'WebhookSecrets',
    description: 'What the webhooks of journeys are signed by, as Standard Webhooks writes it.',
    example: { secrets: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'] },
  });

/** What endpoints verify the calls of journeys by. */
@Controller('v1/webhooks')
@ApiTags('webhooks')
@Needs('secret')
export class WebhookSecretsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get('secrets')
  @Does(
    'Tells the secrets by which endpoints verify webhooks of this workspace',
    'Each call is signed by each of them. They follow from JORNADA_MASTER_KEY.',
  )
  @Answers(secretsSchema)
  tellSecrets(@WorkspaceId() workspaceId: string): z.infer<typeof secretsSchema> {
    return { secrets: this.surroundings.webhookKeys(workspaceId).map(shownWebhookKey) };
  }
}
