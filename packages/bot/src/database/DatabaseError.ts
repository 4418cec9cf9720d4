import { StartError } from '../errors/index.js';

/** The database can not be used: why, and the cure. */
export class DatabaseError extends StartError {
	override readonly name = 'DatabaseError';
}
