/** The renderer could not take or finish something, through no fault of the template. Worth trying again. */
export class RendererUnavailableError extends Error {
  constructor(
    readonly code: 'renderer-busy' | 'renderer-closed' | 'renderer-not-started',
    message: string,
  ) {
    super(message);
    this.name = 'RendererUnavailableError';
  }
}
