import type { JsonObject } from '#conditions';

import { LastUsed } from './last-used';
import { limits } from './limits';
import type { RenderQuestion } from './render.thread';
import { Suspects } from './suspects';
import type { Compilation, CompiledTemplate, Rendered, TemplateSource } from './template.contract';
import { threadFile } from './thread.file';
import { ThreadPool, type PoolAnswer } from './thread.pool';

/** Renders and compiles templates in threads with limits: whatever a template does, this process goes on. */
export interface Renderer {
  /** Rejects only with RendererUnavailableError: busy, closed, or threads that do not start. */
  render(compiled: CompiledTemplate, context: JsonObject): Promise<Rendered>;
  /**
   * As `compileTemplate`, in a thread of its own that is started when first needed; what was compiled last is kept. Rejects
   * as `render` does.
   */
  compile(source: TemplateSource): Promise<Compilation>;
  /** Ends all threads; what waits or runs is rejected. */
  close(): Promise<void>;
}

export interface RendererOptions {
  /** How many messages render at the same time. */
  readonly threads?: number;
  /** Milliseconds that one render may run. */
  readonly timeoutMs?: number;
  /** Milliseconds that one compilation may run. */
  readonly compileTimeoutMs?: number;
}

/** Of a render's time, the part that Liquid may take before it ends itself, which spares the thread. */
const SOFT_SHARE = 0.8;

/** Opens a renderer and starts its render threads. Throws where the threads' code is not built. */
export function openRenderer(options: RendererOptions = {}): Renderer {
  const { threads = 2, timeoutMs = limits.renderMs, compileTimeoutMs = limits.compileMs } = options;
  const { queueLength } = limits;
  const openRenders = (seats: number): ThreadPool<RenderQuestion, Rendered> =>
    new ThreadPool({
      file: threadFile('render.thread'),
      threads: seats,
      timeoutMs,
      heapMb: limits.renderHeapMb,
      queueLength,
    });
  const renders = openRenders(threads);
  // Templates that had to be stopped wait for each other, not others for them.
  const suspects = new Suspects();
  let besides: ThreadPool<RenderQuestion, Rendered> | null = null;
  let compilations: ThreadPool<TemplateSource, Compilation> | null = null;
  const kept = new LastUsed<Promise<PoolAnswer<Compilation>>>(limits.keptCharacters);
  const openCompilations = (): ThreadPool<TemplateSource, Compilation> =>
    new ThreadPool({
      file: threadFile('compile.thread'),
      threads: 1,
      timeoutMs: compileTimeoutMs,
      heapMb: limits.compileHeapMb,
      queueLength,
    });

  return {
    async render(compiled, context) {
      const question = { compiled, context, budgetMs: timeoutMs * SOFT_SHARE };
      const isSuspect = suspects.has(compiled);
      const answer = await (isSuspect ? (besides ??= openRenders(1)) : renders).ask(question);
      const rendered = answer.kind === 'answered' ? answer.answer : failureOf(answer.why, timeoutMs);
      if (wasStopped(rendered)) suspects.stopped(compiled);
      else if (isSuspect) suspects.rendered(compiled);
      return rendered;
    },
    async compile(source) {
      const text = JSON.stringify(source);
      const asked = kept.take(text, () => (compilations ??= openCompilations()).ask(source));
      try {
        const answer = await asked;
        if (answer.kind === 'answered') return answer.answer;
        kept.forget(text);
        return problemOf(answer.why, compileTimeoutMs, source);
      } catch (error) {
        kept.forget(text);
        throw error;
      }
    },
    async close() {
      await Promise.all([renders.close(), besides?.close(), compilations?.close()]);
    },
  };
}

function wasStopped(rendered: Rendered): boolean {
  return rendered.kind === 'failed' && rendered.code !== 'template-error';
}

type End = Extract<PoolAnswer<never>, { kind: 'ended' }>['why'];

function failureOf(why: End, timeoutMs: number): Rendered {
  switch (why) {
    case 'timeout': {
      const sentence = `The template was stopped: it ran for more than ${timeoutMs} ms.`;
      return { kind: 'failed', code: 'template-timeout', sentence };
    }
    case 'memory': {
      const sentence = `The template was stopped: it took more than ${limits.renderHeapMb} MB of memory.`;
      return { kind: 'failed', code: 'template-too-big', sentence };
    }
    case 'not-plain': {
      const sentence = 'The data for this message is not plain data, or is nested too deeply.';
      return { kind: 'failed', code: 'template-error', sentence };
    }
    case 'crash':
      return {
        kind: 'failed',
        code: 'template-error',
        sentence: 'The template ended the thread that rendered it.',
      };
  }
}

function problemOf(why: End, timeoutMs: number, source: TemplateSource): Compilation {
  const part = source.mjml === undefined ? 'html' : 'mjml';
  const sentence =
    why === 'timeout'
      ? `The template was not ready after ${timeoutMs} ms.`
      : 'The template took too much memory.';
  const hint = 'Make it smaller and nest it less.';
  return { kind: 'problems', problems: [{ part, line: null, column: null, sentence, hint }] };
}
