import type { JsonObject } from '#conditions';
import { findMailAccount, listMailAccounts, retireMailAccount, saveMailAccount } from '#delivery';
import { Controller, Delete, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WorkspaceId } from '../access/caller';
import { Needs } from '../access/needs';
import { JsonBody } from '../http/json-body';
import { readShape } from '../http/read-shape';
import { KeyParam } from '../http/route-parameters';
import { Answers, Does, Refuses } from '../openapi/answers';
import { SURROUNDINGS, type Surroundings } from '../surroundings';
import * as dto from './mail-accounts.dto';

const WRONG_KEY = { 'invalid-key': 'the key in the URL cannot be one' };
const NOT_FOUND = { 'mail-account-not-found': 'there is no mail account of this key, or it is retired' };

/** Accounts with SendGrid that belong to one workspace. */
@Controller('v1/mail-accounts')
@ApiTags('mail-accounts')
@Needs('secret')
export class MailAccountsController {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Get()
  @Does('Lists the mail accounts, by key', 'Retired ones among them. API keys are never shown.')
  @Answers(dto.mailAccountsSchema)
  async listMailAccounts(
    @WorkspaceId() workspaceId: string,
  ): Promise<z.infer<typeof dto.mailAccountsSchema>> {
    const accounts = await listMailAccounts(this.surroundings.database, workspaceId);
    return { items: accounts.map(dto.shownMailAccount) };
  }

  @Get(':key')
  @Does('Tells a mail account')
  @Answers(dto.mailAccountSchema)
  @Refuses(404, NOT_FOUND)
  @Refuses(400, WRONG_KEY)
  async findMailAccount(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
  ): Promise<dto.ShownMailAccount> {
    return dto.shownMailAccount(await findMailAccount(this.surroundings.database, { workspaceId, key }));
  }

  @Put(':key')
  @Does(
    'Makes a mail account, or changes it',
    'What is left out stays as it is. Another API key counts within seconds, and ends a pause of the account. The first account is the default.',
  )
  @Answers(dto.mailAccountSchema)
  @Refuses(409, { 'sender-taken': 'another mail account sends for one of these senders' })
  @Refuses(422, { 'api-key-missing': 'a new account comes without an API key' })
  @Refuses(400, WRONG_KEY)
  async saveMailAccount(
    @WorkspaceId() workspaceId: string,
    @KeyParam() key: string,
    @JsonBody(dto.mailAccountBodySchema) body: JsonObject,
  ): Promise<dto.ShownMailAccount> {
    const { database, seals } = this.surroundings;
    const change = readShape(dto.mailAccountBodySchema, body);
    const saved = await saveMailAccount(database, seals, { workspaceId, key }, change, Date.now());
    return dto.shownMailAccount(saved);
  }

  @Delete(':key')
  @HttpCode(204)
  @Does(
    'Retires a mail account',
    'Nothing leaves by it any more, and its API key is forgotten. What it reports of messages that have left is still taken.',
  )
  @ApiNoContentResponse({ description: 'Retired.' })
  @Refuses(404, NOT_FOUND)
  @Refuses(400, WRONG_KEY)
  async retireMailAccount(@WorkspaceId() workspaceId: string, @KeyParam() key: string): Promise<void> {
    await retireMailAccount(this.surroundings.database, { workspaceId, key }, Date.now());
  }
}
