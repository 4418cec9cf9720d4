const SECRET = '[secret]';
/** Three parts with dots between them. */
export const DISCORD_TOKEN = /(?<![\w-])[\w-]{20,}\.[\w-]{6,}\.[\w-]{20,}/;

/** What no space or quote is in: an address, a path, a pair of name and value. */
const WORDS = /[^\s'"]+/g;
const PARAMETERS = /([?&;#][\w.~-]+=)[^&;#]*/g;
// A value that was left out already stays so.
const PAIRS = /(?<![\w.-])([\w.-]+=)(?![[…])[^&;#,]+/g;
const SECRET_NAME = /pass|pwd|secret|token|key/i;
// Names and passwords before a host. A password may hold anything but a space; of a stack, scopes of packages may stay.
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
	[/(?<!file:\/?)\/\/.*@$/, `//${SECRET}@`],
	[/(?<![^/=(])(?!file:)[^/=(]{2,}:(?!\/\/).*@$/, `${SECRET}@`],
];
/** A token of Discord's, whichever variable it was copied to, and what else looks like a key. */
const TOKENS = [
	new RegExp(DISCORD_TOKEN, 'g'),
	/\b[0-9a-f]{32,}\b/gi,
	/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}/g,
];

/**
 * A text for people or the log, in which nothing stands that may be a secret: where it came from, nobody has to know. Time
 * grows as the length does, since the words may be those of a server.
 */
export function withoutSecrets(text: string): string {
	const words = text.replace(WORDS, withoutValues);
	return TOKENS.reduce((rest, token) => rest.replace(token, '[token]'), words);
}

function withoutValues(word: string): string {
	const named = withoutQuery(word)
		.replace(PARAMETERS, `$1${SECRET}`)
		.replace(PAIRS, (pair, name: string) => (SECRET_NAME.test(name) ? `${name}${SECRET}` : pair));
	return withoutCredentials(named);
}

/** What comes behind the path of a URL, with or without a name. */
function withoutQuery(word: string): string {
	const url = word.search(/\w:\/\//);
	const query = url < 0 ? -1 : word.slice(url).search(/[?#]/);
	return query < 0 ? word : `${word.slice(0, url + query)}?${SECRET}`;
}

/** Up to the last `@`, without which nothing is looked for. */
function withoutCredentials(word: string): string {
	const end = word.lastIndexOf('@') + 1;
	if (end === 0) return word;
	const before = CREDENTIALS.reduce((rest, [rule, instead]) => rest.replace(rule, instead), word.slice(0, end));
	return before + word.slice(end);
}
