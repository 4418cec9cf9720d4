import { expect, it } from 'vitest';
import { MEMBER_FIELDS as NAMES } from '../../config/memberFields.js';
import { MEMBER_FIELDS, USER_FIELDS } from './fields.js';

it('are those that the config can name, beside the time of joining, which is a column', () => {
	const written = [...MEMBER_FIELDS, ...USER_FIELDS].map(({ name }) => name);
	expect([...written, 'joined_at'].sort()).toEqual([...NAMES].sort());
});
