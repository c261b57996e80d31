import type { Language } from '#links';

/** What the pages say. Whoever changes a sentence that people agree under gives it a new version. */
export const TEXT_VERSION = 1;

/** The words of the pages in one language. */
export interface Words {
  readonly leave: {
    readonly title: string;
    readonly ask: (topic: string, address: string) => string;
    readonly askAll: (address: string) => string;
    readonly button: string;
    readonly doneTitle: string;
    readonly done: (topic: string, address: string) => string;
    readonly doneAll: (address: string) => string;
    readonly regret: string;
  };
  readonly choose: {
    readonly title: string;
    readonly ask: (address: string) => string;
    readonly nothing: string;
    readonly button: string;
    readonly saved: string;
  };
}

/** The words of the pages, by language. */
export const words: { readonly [L in Language]: Words } = {
  'pt-BR': {
    leave: {
      title: 'Cancelar inscrição',
      ask: (topic, address) => `Deixar de receber mensagens sobre “${topic}” em ${address}?`,
      askAll: (address) => `Deixar de receber todas as nossas mensagens em ${address}?`,
      button: 'Cancelar inscrição',
      doneTitle: 'Inscrição cancelada',
      done: (topic, address) => `Você não vai mais receber mensagens sobre “${topic}” em ${address}.`,
      doneAll: (address) => `Você não vai mais receber nossas mensagens em ${address}.`,
      regret: 'Mudar preferências',
    },
    choose: {
      title: 'Preferências de mensagens',
      ask: (address) => `O que você quer receber em ${address}?`,
      nothing: 'Não há assuntos para escolher.',
      button: 'Salvar',
      saved: 'Suas preferências foram salvas.',
    },
  },
  en: {
    leave: {
      title: 'Unsubscribe',
      ask: (topic, address) => `Stop receiving messages about “${topic}” at ${address}?`,
      askAll: (address) => `Stop receiving all of our messages at ${address}?`,
      button: 'Unsubscribe',
      doneTitle: 'You are unsubscribed',
      done: (topic, address) => `You will get no more messages about “${topic}” at ${address}.`,
      doneAll: (address) => `You will get no more of our messages at ${address}.`,
      regret: 'Change preferences',
    },
    choose: {
      title: 'Message preferences',
      ask: (address) => `What would you like to receive at ${address}?`,
      nothing: 'There are no topics to choose from.',
      button: 'Save',
      saved: 'Your preferences are saved.',
    },
  },
  es: {
    leave: {
      title: 'Cancelar suscripción',
      ask: (topic, address) => `¿Dejar de recibir mensajes sobre “${topic}” en ${address}?`,
      askAll: (address) => `¿Dejar de recibir todos nuestros mensajes en ${address}?`,
      button: 'Cancelar suscripción',
      doneTitle: 'Suscripción cancelada',
      done: (topic, address) => `No recibirás más mensajes sobre “${topic}” en ${address}.`,
      doneAll: (address) => `No recibirás más mensajes nuestros en ${address}.`,
      regret: 'Cambiar preferencias',
    },
    choose: {
      title: 'Preferencias de mensajes',
      ask: (address) => `¿Qué quieres recibir en ${address}?`,
      nothing: 'No hay temas para elegir.',
      button: 'Guardar',
      saved: 'Tus preferencias están guardadas.',
    },
  },
};
