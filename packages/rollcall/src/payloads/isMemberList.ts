import type { RawMember } from '../interfaces/ITransport.js';
import { isMember } from './isMember.js';

/** Whether each entry has a user with an id that Discord can have given. An answer with anything else is not to be relied on. */
export function isMemberList(value: unknown): value is readonly RawMember[] {
	if (!Array.isArray(value)) return false;
	for (let i = 0; i < value.length; i++) if (!isMember(value[i])) return false; // holes are no members either
	return true;
}
