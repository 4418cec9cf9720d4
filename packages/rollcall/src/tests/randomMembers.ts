import fc from 'fast-check';
import type { RawMember } from '../interfaces/ITransport.js';

const json = fc.jsonValue({ maxDepth: 3 });
/** Texts of any kind, those among them that UTF-8 cannot write. */
const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ minLength: 100, maxLength: 300 }),
	fc.constantFrom('', '\ud800', 'a\udfff', '\ufeffbom', '0', '__proto__', 'ﬀ', '👨‍👩‍👧‍👦'),
);
const hex = (length: number) =>
	fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const hash = fc.oneof(
	hex(32),
	hex(32).map((digits) => `a_${digits}`),
	hex(31),
	hex(32).map((digits) => digits.toUpperCase()),
);
const day = fc.date({
	min: new Date('1969-06-01T00:00:00Z'),
	max: new Date('2200-01-01T00:00:00Z'),
	noInvalidDate: true,
});
const time = fc.oneof(
	fc
		.tuple(day, fc.nat(999))
		.map(([date, micros]) => `${date.toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}+00:00`),
	day.map((date) => `${date.toISOString().slice(0, 19)}+00:00`),
	day.map((date) => date.toISOString()),
	day.map((date) => date.toISOString().replace('Z', '+00:00')),
	fc.constantFrom('2023-02-29T00:00:00+00:00', '2020-01-01T24:00:00Z', 'soon', '2020-01-01T00:00:00.000000+01:00'),
);
export const snowflake = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
const whole = fc.oneof(fc.nat(), fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 0.5));
const flag = fc.boolean();
const asset = fc.record({ asset: hash, sku_id: snowflake, expires_at: fc.option(whole) }, { requiredKeys: ['asset'] });
const guildTag = fc.record({
	identity_guild_id: fc.option(snowflake),
	identity_enabled: fc.option(flag),
	tag: fc.option(text),
	badge: fc.option(hash),
});
const nameplate = fc.record({
	nameplate: fc.record({ sku_id: snowflake, asset: text, label: text, palette: fc.constantFrom('cobalt', 'other') }),
});

/** Mostly as documented, now and then null, now and then anything that JSON can say. */
const usually = <T>(value: fc.Arbitrary<T>) =>
	fc.oneof(
		{ weight: 12, arbitrary: value },
		{ weight: 6, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: json },
	);

const unknownKeys = fc.dictionary(
	fc.oneof(fc.constantFrom('__proto__', 'constructor', 'future', 'toString', 'length'), text),
	json,
	{ maxKeys: 3 },
);

const USER = {
	username: usually(text),
	discriminator: usually(fc.constantFrom('0', '0001', '1234')),
	global_name: usually(text),
	avatar: usually(hash),
	public_flags: usually(whole),
	bot: usually(flag),
	system: usually(flag),
	banner: usually(hash),
	accent_color: usually(whole),
	banner_color: usually(text),
	avatar_decoration_data: usually(asset),
	primary_guild: usually(guildTag),
	clan: usually(guildTag),
	collectibles: usually(nameplate),
	display_name_styles: usually(json),
};
const MEMBER = {
	nick: usually(text),
	avatar: usually(hash),
	banner: usually(hash),
	joined_at: usually(time),
	premium_since: usually(time),
	communication_disabled_until: usually(time),
	flags: usually(whole),
	pending: usually(flag),
	mute: usually(flag),
	deaf: usually(flag),
	permissions: usually(text),
	avatar_decoration_data: usually(asset),
	collectibles: usually(nameplate),
};

/** Any member that could come off the wire, now or when Discord has invented more; every field may be absent. */
export function aRandomMember(
	id: fc.Arbitrary<string> = snowflake,
	roleId: fc.Arbitrary<string> = snowflake,
): fc.Arbitrary<RawMember> {
	const roles = fc.oneof({ weight: 20, arbitrary: fc.array(roleId, { maxLength: 5 }) }, { weight: 1, arbitrary: json });
	const user = fc.tuple(unknownKeys, fc.record({ ...USER, id }, { requiredKeys: ['id'] }));
	const member = fc.tuple(unknownKeys, fc.record({ ...MEMBER, roles }, { requiredKeys: ['roles'] }));
	return fc.tuple(member, user).map(([[moreOfMember, known], [moreOfUser, ofUser]]) => {
		const whole = { ...without(moreOfMember, 'user'), ...known, user: { ...moreOfUser, ...ofUser } };
		// Data from the wire has passed through JSON.
		return JSON.parse(JSON.stringify(whole)) as RawMember;
	});
}

function without(values: Record<string, unknown>, key: string): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}
