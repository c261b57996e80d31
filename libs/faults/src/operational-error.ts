/** The surroundings' fault: the same may go through later (a database that is away, a provider that is busy). */
export class OperationalError extends Error {
  override readonly name: string = 'OperationalError';

  /** @param retryAt before which another try is pointless (epoch ms); null = nobody knows */
  constructor(
    message: string,
    readonly retryAt: number | null = null,
  ) {
    super(message);
  }
}
