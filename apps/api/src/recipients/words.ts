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
    readonly undo: string;
  };
  readonly pause: {
    readonly title: string;
    readonly ask: string;
    /** By days. */
    readonly lengths: { readonly [D in 7 | 30 | 90]: string };
    readonly button: string;
    readonly paused: (until: string) => string;
    readonly resume: string;
    readonly resumed: string;
  };
  readonly erase: {
    readonly title: string;
    readonly explain: (address: string) => string;
    readonly ask: string;
    readonly asked: (address: string) => string;
    readonly sure: (workspace: string) => string;
    readonly button: string;
    readonly doneTitle: string;
    readonly done: (workspace: string) => string;
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
      undo: 'Desfazer',
    },
    pause: {
      title: 'Fazer uma pausa',
      ask: 'Por quanto tempo você não quer receber mensagens?',
      lengths: { 7: '1 semana', 30: '1 mês', 90: '3 meses' },
      button: 'Pausar',
      paused: (until) => `Você não vai receber mensagens até ${until}.`,
      resume: 'Voltar a receber',
      resumed: 'Você voltou a receber mensagens.',
    },
    erase: {
      title: 'Apagar meus dados',
      explain: (address) =>
        `Enviaremos uma mensagem para ${address}. O link nela apaga tudo o que guardamos sobre você.`,
      ask: 'Enviar a mensagem',
      asked: (address) => `A mensagem está a caminho de ${address}. Nada é apagado antes de você confirmar.`,
      sure: (workspace) =>
        `Apagar tudo o que ${workspace} guarda sobre você? Você não vai mais receber mensagens. Isso não pode ser desfeito.`,
      button: 'Apagar meus dados',
      doneTitle: 'Seus dados foram apagados',
      done: (workspace) => `${workspace} não guarda mais dados sobre você.`,
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
      undo: 'Undo',
    },
    pause: {
      title: 'Take a break',
      ask: 'For how long would you like to get no messages?',
      lengths: { 7: '1 week', 30: '1 month', 90: '3 months' },
      button: 'Pause',
      paused: (until) => `You will get no messages until ${until}.`,
      resume: 'Get messages again',
      resumed: 'You get messages again.',
    },
    erase: {
      title: 'Erase my data',
      explain: (address) =>
        `We will send a message to ${address}. The link in it erases everything that we hold of you.`,
      ask: 'Send the message',
      asked: (address) => `The message is on its way to ${address}. Nothing is erased before you confirm it.`,
      sure: (workspace) =>
        `Erase everything that ${workspace} holds of you? You will get no more messages. It cannot be undone.`,
      button: 'Erase my data',
      doneTitle: 'Your data is erased',
      done: (workspace) => `${workspace} holds nothing of you any more.`,
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
      undo: 'Deshacer',
    },
    pause: {
      title: 'Hacer una pausa',
      ask: '¿Durante cuánto tiempo no quieres recibir mensajes?',
      lengths: { 7: '1 semana', 30: '1 mes', 90: '3 meses' },
      button: 'Pausar',
      paused: (until) => `No recibirás mensajes hasta el ${until}.`,
      resume: 'Volver a recibir',
      resumed: 'Vuelves a recibir mensajes.',
    },
    erase: {
      title: 'Borrar mis datos',
      explain: (address) =>
        `Enviaremos un mensaje a ${address}. El enlace en él borra todo lo que guardamos sobre ti.`,
      ask: 'Enviar el mensaje',
      asked: (address) =>
        `El mensaje está en camino a ${address}. No se borra nada antes de que lo confirmes.`,
      sure: (workspace) =>
        `¿Borrar todo lo que ${workspace} guarda sobre ti? No recibirás más mensajes. No se puede deshacer.`,
      button: 'Borrar mis datos',
      doneTitle: 'Tus datos están borrados',
      done: (workspace) => `${workspace} ya no guarda datos sobre ti.`,
    },
  },
};
