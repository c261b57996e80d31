/**
 * How a command ends: 0 all is well; 1 something was found (problems, differences, somebody who was not entered); 2 wrong
 * use; 3 the server cannot be reached; 4 the server refused; 5 a fault of ours.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;
