import { CommanderError } from 'commander';
import { Complaint, wrongUse } from './complaint';

/** Whatever was thrown, as something to tell people. */
export function asComplaint(error: unknown): Complaint {
  if (error instanceof Complaint) return error;
  if (error instanceof CommanderError) return ofArguments(error);
  const said = error instanceof Error ? error.message : String(error);
  return new Complaint(5, `Something unforeseen happened: ${said}`, {
    code: 'unexpected',
    hint: 'This is a fault of jornada: please report it with the command you gave.',
  });
}

function ofArguments({ code, message }: CommanderError): Complaint {
  if (code === 'commander.help') return wrongUse('There is no command.', 'jornada --help lists them.');
  const [said = '', suggestion = ''] = message.replace(/^error: /, '').split('\n');
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`;
  const meant = /\(Did you mean (.*)\?\)/.exec(suggestion)?.[1];
  return wrongUse(
    sentence,
    meant === undefined ? 'jornada --help lists what there is.' : `Did you mean ${meant}?`,
  );
}
