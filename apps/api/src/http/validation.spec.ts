import 'reflect-metadata';
import { requireWorkingValidation } from './validation';
import { ValidationProbe } from './validation-probe';

/** As the probe is where a build drops the types of decorated parameters. */
class WithoutMetadata {
  probe(body: unknown): unknown {
    return body;
  }
}

describe('A server', () => {
  it('starts where this build validates what it is sent', async () => {
    await expect(requireWorkingValidation(ValidationProbe, 'probe')).resolves.toBeUndefined();
  });

  it('refuses to start where the build lost the decorator metadata', async () => {
    await expect(requireWorkingValidation(WithoutMetadata, 'probe')).rejects.toThrow(
      'lost the decorator metadata',
    );
  });
});
