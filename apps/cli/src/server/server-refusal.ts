import { Complaint } from '../complaint';

/** The server said no, and why: a problem (RFC 9457) of the API. */
export class ServerRefusal extends Complaint {
  constructor(
    exitCode: 3 | 4,
    readonly status: number,
    readonly code: string,
    sentence: string,
    { hint, problems }: { readonly hint: string; readonly problems?: readonly object[] },
  ) {
    super(exitCode, sentence, { hint, code, ...(problems ? { problems } : {}) });
  }
}

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly hint: string;
  readonly problems?: readonly object[];
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Reads an answer that is no success. */
export function readRefusal(
  url: string,
  { status, text }: { readonly status: number; readonly text: string },
): ServerRefusal {
  const problem = problemIn(text);
  if (problem === null) {
    const hint = 'Is this the address of the API? Give it by --url or JORNADA_URL.';
    return new ServerRefusal(status >= 500 ? 3 : 4, status, 'no-problem', `${url} answered ${status}.`, {
      hint,
    });
  }
  const { code, detail, hint, problems, errors = [] } = problem;
  const where = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  const sentence = code === 'invalid-request' && where !== '' ? `${detail} (${where})` : detail;
  return new ServerRefusal(status >= 500 ? 3 : 4, status, code, sentence, {
    hint: hintFor(code, hint),
    ...(problems ? { problems } : {}),
  });
}

/** Where the command line knows better than the API what to do. */
function hintFor(code: string, hint: string): string {
  if (code === 'key-unknown' || code === 'secret-key-needed')
    return 'Set JORNADA_SECRET_KEY to a secret key (sk_...) of the workspace.';
  if (code === 'no-such-route') return 'The server may be of an older release than this command line.';
  return hint;
}

function problemIn(text: string): Problem | null {
  try {
    const found = JSON.parse(text) as Partial<Problem> | null;
    return typeof found?.code === 'string' && typeof found.detail === 'string' ? (found as Problem) : null;
  } catch {
    return null;
  }
}
