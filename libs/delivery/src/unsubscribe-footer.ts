import type { Language } from '#links';

/** Where a recipient can say no: what a footer leads to. */
export interface WaysOut {
  readonly unsubscribe: string;
  readonly preferences: string;
}

/** The end of a marketing message whose template has no unsubscribe link of its own. */
export interface Footer {
  readonly html: string;
  readonly text: string;
}

const words: {
  readonly [L in Language]: { readonly [word in 'ask' | 'unsubscribe' | 'preferences']: string };
} = {
  'pt-BR': {
    ask: 'Não quer mais receber estas mensagens?',
    unsubscribe: 'Cancelar inscrição',
    preferences: 'Preferências',
  },
  en: {
    ask: 'You no longer want these messages?',
    unsubscribe: 'Unsubscribe',
    preferences: 'Preferences',
  },
  es: {
    ask: '¿Ya no quieres recibir estos mensajes?',
    unsubscribe: 'Cancelar suscripción',
    preferences: 'Preferencias',
  },
};

const STYLE =
  'margin:24px 0 0;padding:16px;text-align:center;font:12px/18px Helvetica,Arial,sans-serif;color:#5b6472';

/** The footer in a language. */
export function unsubscribeFooter(language: Language, { unsubscribe, preferences }: WaysOut): Footer {
  const said = words[language];
  const link = (url: string, text: string): string => `<a href="${url}" style="color:#5b6472">${text}</a>`;
  const links = `${link(unsubscribe, said.unsubscribe)} · ${link(preferences, said.preferences)}`;
  return {
    html: `<p lang="${language}" style="${STYLE}">${said.ask}<br>${links}</p>`,
    text: `\n\n--\n${said.ask}\n${said.unsubscribe}: ${unsubscribe}\n${said.preferences}: ${preferences}`,
  };
}
