import type { RawMember } from '../interfaces/ITransport.js';
import { isMember } from './isMember.js';

/** Whether each entry is of a user with an id that Discord can have given: anything else is no answer to count on. */
export function isMemberList(value: unknown): value is readonly RawMember[] {
	if (!Array.isArray(value)) return false;
	for (let i = 0; i < value.length; i++) if (!isMember(value[i])) return false; // holes are no members either
	return true;
}
