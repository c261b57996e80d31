import { OperationalError } from '#faults';

/** The renderer could not take or finish something, through no fault of the template. Worth trying again. */
export class RendererUnavailableError extends OperationalError {
  override readonly name = 'RendererUnavailableError';

  constructor(
    readonly code: 'renderer-busy' | 'renderer-closed' | 'renderer-not-started',
    message: string,
  ) {
    super(message);
  }
}
