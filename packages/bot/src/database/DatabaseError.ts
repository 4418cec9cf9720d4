import { StartError } from '../errors/index.js';

/** The database cannot be used; the message has the cause and the cure. */
export class DatabaseError extends StartError {
	override readonly name = 'DatabaseError';
}
