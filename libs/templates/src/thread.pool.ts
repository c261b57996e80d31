import { Worker } from 'node:worker_threads';

import { RendererUnavailableError } from './renderer.error';
import type { ThreadNews } from './thread.serve';

export interface PoolOptions {
  /** Compiled file that the threads run. */
  readonly file: string;
  readonly threads: number;
  /** Milliseconds that one answer may take, counted from when a thread takes the question. */
  readonly timeoutMs: number;
  /** Megabytes of heap a thread. */
  readonly heapMb: number;
  /** Questions that may wait for a thread. */
  readonly queueLength: number;
}

export type PoolAnswer<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'ended'; readonly why: 'timeout' | 'memory' | 'crash' | 'not-plain' };

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: PoolAnswer<Answer>) => void;
  readonly reject: (error: Error) => void;
}

interface Seat<Question, Answer> {
  readonly worker: Worker;
  ready: boolean;
  taken: Waiting<Question, Answer> | null;
  timer: NodeJS.Timeout | null;
  failure: Error | null;
}

/**
 * Threads that answer one question at a time each. A thread that takes too long, runs out of memory or crashes
 * is ended and replaced; only the question it had is lost, and told so.
 */
export class ThreadPool<Question, Answer> {
  private readonly seats = new Set<Seat<Question, Answer>>();
  /** Threads that were told to end and have not yet. */
  private readonly ending = new Set<Promise<number>>();
  private queue: Waiting<Question, Answer>[] = [];
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.fill();
  }

  /** Rejects with RendererUnavailableError only. */
  ask(question: Question): Promise<PoolAnswer<Answer>> {
    if (this.closed) return Promise.reject(closedError());
    if (this.queue.length >= this.options.queueLength) {
      return Promise.reject(
        new RendererUnavailableError('renderer-busy', 'Too many messages wait to be rendered.'),
      );
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ question, resolve, reject });
      this.fill();
      this.hand();
    });
  }

  /** Ends all threads; what waits or runs is rejected. */
  async close(): Promise<void> {
    this.closed = true;
    const running = [...this.seats].flatMap((seat) => this.release(seat) ?? []);
    for (const waiting of [...running, ...this.queue]) waiting.reject(closedError());
    this.queue = [];
    await Promise.all([...this.ending, ...[...this.seats].map((seat) => seat.worker.terminate())]);
  }

  private fill(): void {
    while (!this.closed && this.seats.size < this.options.threads) this.start();
  }

  private start(): void {
    const worker = new Worker(this.options.file, {
      // No environment and no flags: templates have no business with secrets, or with a debugger.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMb },
    });
    const seat: Seat<Question, Answer> = { worker, ready: false, taken: null, timer: null, failure: null };
    this.seats.add(seat);
    worker.on('message', (news: ThreadNews<Answer>) => this.hear(seat, news));
    worker.on('error', (error: Error) => (seat.failure = error));
    worker.on('exit', () => this.leave(seat));
  }

  private hear(seat: Seat<Question, Answer>, news: ThreadNews<Answer>): void {
    switch (news.kind) {
      case 'ready':
        seat.ready = true;
        break;
      case 'answer':
        this.release(seat)?.resolve({ kind: 'answered', answer: news.answer });
        break;
      case 'failed':
        this.release(seat)?.resolve({ kind: 'ended', why: 'crash' });
    }
    this.hand();
  }

  private hand(): void {
    for (const seat of this.seats) {
      if (!seat.ready || seat.taken !== null) continue;
      const waiting = this.queue.shift();
      if (waiting === undefined) return;
      try {
        seat.worker.postMessage(waiting.question);
      } catch {
        // It cannot be copied to another thread: a function, or nested too deeply.
        waiting.resolve({ kind: 'ended', why: 'not-plain' });
        continue;
      }
      seat.taken = waiting;
      // One more turn of the loop: where this process itself was busy, the answer may lie there already.
      seat.timer = setTimeout(() => setImmediate(() => this.expire(seat, waiting)), this.options.timeoutMs);
    }
  }

  private expire(seat: Seat<Question, Answer>, waiting: Waiting<Question, Answer>): void {
    if (seat.taken !== waiting) return;
    this.release(seat)?.resolve({ kind: 'ended', why: 'timeout' });
    this.seats.delete(seat);
    const ending = seat.worker.terminate().finally(() => this.ending.delete(ending));
    this.ending.add(ending);
    this.fill();
  }

  private leave(seat: Seat<Question, Answer>): void {
    const wasSeated = this.seats.delete(seat);
    const lost = this.release(seat);
    const outOfMemory = (seat.failure as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
    lost?.resolve({ kind: 'ended', why: outOfMemory ? 'memory' : 'crash' });
    if (!wasSeated || this.closed) return;
    if (seat.ready) return this.fill();
    // It did not even load: starting it over and over would not help those who wait.
    const message = `A thread did not start: ${seat.failure?.message ?? 'it ended'}`;
    for (const waiting of this.queue)
      waiting.reject(new RendererUnavailableError('renderer-not-started', message));
    this.queue = [];
  }

  private release(seat: Seat<Question, Answer>): Waiting<Question, Answer> | null {
    const { taken } = seat;
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.taken = null;
    seat.timer = null;
    return taken;
  }
}

function closedError(): RendererUnavailableError {
  return new RendererUnavailableError('renderer-closed', 'The renderer is closed.');
}
