export { OperationalError } from './operational-error';
export { UserError, type FieldError } from './user-error';
