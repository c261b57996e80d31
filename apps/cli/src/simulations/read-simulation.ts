import { sayPlainly } from '#journey';
import { wrongUse } from '../complaint';
import { simulationFileSchema, type SimulationFile } from './simulation-file.schema';

/** Reads what a simulation is to be. @throws Complaint in one sentence about the first thing that is wrong */
export function readSimulation(found: unknown, file: string): SimulationFile {
  const read = simulationFileSchema.safeParse(found, {
    reportInput: true,
    error: (issue) => sayPlainly(issue),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw wrongUse(
    `${file}${where === '' ? '' : `, at "${where}"`}: ${issue?.message ?? 'it is no simulation'}.`,
    'See "Simulation" in docs/journey-language.md for what it may say.',
  );
}
