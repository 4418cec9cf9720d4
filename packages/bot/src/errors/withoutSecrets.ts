const SECRET = '[secret]';
/** Three parts with dots between them. */
export const DISCORD_TOKEN = /[\w-]{20,}\.[\w-]{6,}\.[\w-]{20,}/;

/** What may be a secret in a text, and what stands in its place. */
const RULES: readonly (readonly [RegExp, string])[] = [
	// What comes behind the path of a URL, with or without a name.
	[/(\w:\/\/[^\s?#'"]*)[?#][^\s'"]*/g, `$1?${SECRET}`],
	[/([?&;#][\w.~-]+=)[^&;#\s'"]*/g, `$1${SECRET}`],
	// Names and passwords before a host. A password may hold anything but a space; of a stack, scopes of packages may stay.
	[/(?<!file:\/?)\/\/[^\s'"]*@/g, `//${SECRET}@`],
	[/(?<![^\s'"/=(])(?!file:)[^\s'"/=(]{2,}:(?!\/\/)[^\s'"]*@/g, `${SECRET}@`],
	// A token of Discord's, whichever variable it was copied to, and what else looks like a key.
	[new RegExp(DISCORD_TOKEN, 'g'), '[token]'],
	[/\b[0-9a-f]{32,}\b/gi, '[token]'],
	[/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}/g, '[token]'],
];

/** A text for people or the log, in which nothing stands that may be a secret: where it came from, nobody has to know. */
export function withoutSecrets(text: string): string {
	return RULES.reduce((rest, [rule, instead]) => rest.replace(rule, instead), text);
}
