import { KIND, type Kind } from './kinds.js';

/** A field that members or users are known to have. */
export interface Field {
	readonly key: string;
	/** Its name in the config. Fields of the user have a prefix. */
	readonly name: string;
	/** The commonest value, which takes no byte. */
	readonly usual: null | false | 0 | '0';
	/** How any other value is written. */
	readonly kind: Kind;
}

// The meanings of the two bits of a field. The bits are in the order of the fields.
export const ABSENT = 0;
export const USUAL = 1;
export const VALUE = 2;
/** A value that the field is not known to have, as JSON. */
export const ODD = 3;

// After the bits of the fields.
/** The unknown keys are a JSON object after the known ones. */
export const UNKNOWN_KEYS_SHIFT = 30;
export const JOINED_AT_SHIFT = 28;
export const ROLES_SHIFT = 26;
/** The row replaces an older one, whose number is its last word. */
export const LINK_SHIFT = 24;

type Spec = readonly [key: string, usual: Field['usual'], kind: Kind];

/** In the order in which they are written. The name comes first, because a search reads nothing else. */
export const STORED_MEMBER_FIELDS = fieldsOf('', [
	['nick', null, KIND.text],
	['avatar', null, KIND.imageHash],
	['banner', null, KIND.imageHash],
	['premium_since', null, KIND.timestamp],
	['communication_disabled_until', null, KIND.timestamp],
	['flags', 0, KIND.whole],
	['pending', false, KIND.flag],
	['mute', false, KIND.flag],
	['deaf', false, KIND.flag],
	['permissions', null, KIND.text],
	['avatar_decoration_data', null, KIND.json],
	['collectibles', null, KIND.json],
]);

/** In the order in which they are written. The names come first. */
export const STORED_USER_FIELDS = fieldsOf('user.', [
	['username', null, KIND.username],
	['global_name', null, KIND.text],
	['discriminator', '0', KIND.text],
	['avatar', null, KIND.imageHash],
	['public_flags', 0, KIND.whole],
	['bot', false, KIND.flag],
	['system', false, KIND.flag],
	['banner', null, KIND.imageHash],
	['accent_color', null, KIND.whole],
	['banner_color', null, KIND.text],
	['avatar_decoration_data', null, KIND.json],
	['primary_guild', null, KIND.json],
	['clan', null, KIND.json],
	['collectibles', null, KIND.json],
	['display_name_styles', null, KIND.json],
]);

export const BOT_PLACE = placeOf(STORED_USER_FIELDS, 'bot');
export const PENDING_PLACE = placeOf(STORED_MEMBER_FIELDS, 'pending');
export const PREMIUM_SINCE_PLACE = placeOf(STORED_MEMBER_FIELDS, 'premium_since');
export const TIMEOUT_PLACE = placeOf(STORED_MEMBER_FIELDS, 'communication_disabled_until');

/** The place of a field among the others, by which it is read alone. */
export function placeOf(fields: readonly Field[], key: string): number {
	const place = fields.findIndex((field) => field.key === key);
	if (place < 0) throw new RangeError(`No field is called ${key}.`);
	return place;
}

/** The lower bit of the state of each field. */
export function lowerBits(fields: readonly Field[]): number {
	return fields.reduce((bits, _, place) => bits | (1 << (2 * place)), 0);
}

function fieldsOf(prefix: string, specs: readonly Spec[]): readonly Field[] {
	return specs.map(([key, usual, kind]) => ({ key, name: prefix + key, usual, kind }));
}
