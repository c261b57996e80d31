import { parentPort } from 'node:worker_threads';

/** What a thread tells its pool: that it has loaded everything, then one thing a question. */
export type ThreadNews<Answer> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed' };

/** The life of a thread: answers the questions of its pool, one after the other. */
export function serveThread<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
): void {
  if (parentPort === null) throw new Error('This file is the entry of a thread.');
  const pool = parentPort;
  const tell = (news: ThreadNews<Answer>): void => pool.postMessage(news);
  pool.on('message', (question: Question) => {
    new Promise<Answer>((resolve) => resolve(answer(question)))
      .then((made) => tell({ kind: 'answer', answer: made }))
      .catch(() => tell({ kind: 'failed' }));
  });
  tell({ kind: 'ready' });
}
