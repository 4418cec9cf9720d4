import { expect, it } from 'vitest';
import { MEMBER_FIELDS } from '../../config/memberFields.js';
import { STORED_MEMBER_FIELDS, STORED_USER_FIELDS } from './fields.js';

it('are those that the config can name, beside the time of joining, which is a column', () => {
	const written = [...STORED_MEMBER_FIELDS, ...STORED_USER_FIELDS].map(({ name }) => name);
	expect([...written, 'joined_at'].sort()).toEqual([...MEMBER_FIELDS].sort());
});
