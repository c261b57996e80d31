import type { TemporalLink } from './connect';
import { ensureNamespace } from './namespace';

/** A Temporal that answers so to who makes a namespace or its search attributes, and that lets it be used after so many questions. */
function temporalThat(
  says: number | null,
  usableAfter: number,
): { readonly link: TemporalLink; asked: number } {
  const make = (): Promise<unknown> =>
    says === null
      ? Promise.resolve({})
      : Promise.reject(Object.assign(new Error(`code ${says}`), { code: says }));
  const temporal = { asked: 0, link: {} as TemporalLink };
  const describeTaskQueue = (): Promise<unknown> => {
    temporal.asked += 1;
    return temporal.asked > usableAfter ? Promise.resolve({}) : Promise.reject(new Error('not known yet'));
  };
  temporal.link = {
    client: {
      connection: {
        workflowService: { registerNamespace: make, describeTaskQueue },
        operatorService: { addSearchAttributes: make },
      },
    },
  } as unknown as TemporalLink;
  return temporal;
}

describe('a namespace', () => {
  test.each([
    ['is made', null],
    ['is there already', 6],
    ['is not ours to make, as at Temporal Cloud', 7],
    ['is of a server that does not make any', 12],
  ])('that %s is used as soon as it can be', async (_, code) => {
    const temporal = temporalThat(code, 2);
    await ensureNamespace(temporal.link, 'jornada');
    expect(temporal.asked).toBe(3);
  });
});
