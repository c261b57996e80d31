/** The surroundings' fault: the same may go through later (a database that is away, a provider that is busy). */
export class OperationalError extends Error {
  override readonly name: string = 'OperationalError';
}
