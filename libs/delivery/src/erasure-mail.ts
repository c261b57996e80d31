import type { ErasureMail } from '#database';
import { languages, type Language, type RecipientLinks } from '#links';
import type { Message } from './provider';

interface Words {
  readonly subject: (workspace: string) => string;
  readonly asked: (workspace: string) => string;
  readonly confirm: string;
  readonly otherwise: string;
}

const words: { readonly [L in Language]: Words } = {
  'pt-BR': {
    subject: (workspace) => `${workspace}: apagar seus dados?`,
    asked: (workspace) => `Alguém, talvez você, pediu que ${workspace} apague os seus dados.`,
    confirm: 'Se foi você, confirme nesta página, nos próximos 7 dias:',
    otherwise: 'Se não foi você, não faça nada: nada será apagado.',
  },
  en: {
    subject: (workspace) => `${workspace}: erase your data?`,
    asked: (workspace) => `Somebody, perhaps you, asked ${workspace} to erase your data.`,
    confirm: 'If it was you, confirm it on this page within 7 days:',
    otherwise: 'If it was not you, do nothing: nothing will be erased.',
  },
  es: {
    subject: (workspace) => `${workspace}: ¿borrar tus datos?`,
    asked: (workspace) => `Alguien, quizás tú, pidió que ${workspace} borre tus datos.`,
    confirm: 'Si fuiste tú, confírmalo en esta página en los próximos 7 días:',
    otherwise: 'Si no fuiste tú, no hagas nada: no se borrará nada.',
  },
};

/** The mail that asks somebody whether it was them who wanted to be erased. It is plain: nothing of it is tracked. */
export function erasureMailOf(
  { id, workspaceId, to, language, workspace }: ErasureMail,
  links: RecipientLinks,
): Message {
  const { subject, asked, confirm, otherwise } = words[languages.find((one) => one === language) ?? 'en'];
  const { name, from, replyTo } = workspace;
  const url = links.urlOf({ purpose: 'erase', workspaceId, sendId: id, link: 0 });
  return {
    ...{ sendId: id, workspaceId, to, from, replyTo, html: null, headers: {} },
    subject: subject(name),
    text: `${asked(name)}\n\n${confirm}\n${url}\n\n${otherwise}\n`,
  };
}
