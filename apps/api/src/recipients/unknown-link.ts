import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { html } from '../http/html';
import { PAGE_POLICY, recipientPage } from './recipient-page';

/** A link that leads nowhere: mistyped, cut, forged, of another purpose, of a message that is gone. */
export class UnknownLinkError extends Error {
  constructor() {
    super('a recipient link leads nowhere');
  }
}

/** The one page for all of them, so that nobody learns anything by trying. */
const page = recipientPage({
  language: 'en',
  title: 'This link does not work',
  from: null,
  content: html`<p>It may have been cut on its way. Please open it from the message once more.</p>
    <p lang="pt-BR">
      Este link não funciona. Talvez tenha sido cortado: abra-o novamente a partir da mensagem.
    </p>
    <p lang="es">Este enlace no funciona. Tal vez se haya cortado: ábrelo de nuevo desde el mensaje.</p>`,
});

/** Answers as every link that leads nowhere is answered. */
export function answerUnknownLink(reply: FastifyReply): void {
  void reply
    .code(404)
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(page);
}

/** Whether an address is where recipient links are. */
export function isRecipientAddress(url: string): boolean {
  return /^\/[roupve]\//.test(url);
}

@Catch(UnknownLinkError)
export class UnknownLinkFilter implements ExceptionFilter {
  catch(_: UnknownLinkError, host: ArgumentsHost): void {
    answerUnknownLink(host.switchToHttp().getResponse<FastifyReply>());
  }
}
