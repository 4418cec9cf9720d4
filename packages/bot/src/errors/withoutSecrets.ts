const SECRET = '[secret]';
/** Three parts with dots between them. */
export const DISCORD_TOKEN = /(?<![\w-])[\w-]{20,}\.[\w-]{6,}\.[\w-]{20,}/;

/** Words without a space or quote: an address, a path, a pair of name and value. */
const WORDS = /[^\s'"]+/g;
const PARAMETERS = /([?&;#][\w.~-]+=)[^&;#]*/g;
// A value that was already left out stays so.
const PAIRS = /(?<![\w.-])([\w.-]+=)(?![[…])[^&;#,]+/g;
const SECRET_NAME = /pass|pwd|secret|token|key/i;
// Names and passwords before a host. A password may hold anything but a space. Package scopes in a stack may stay.
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
	[/(?<!file:\/?)\/\/.*@$/, `//${SECRET}@`],
	[/(?<![^/=(])(?!file:)[^/=(]{2,}:(?!\/\/).+@$/, `${SECRET}@`],
];
/** A Discord token, whichever variable it was copied to, and anything else that looks like a key. */
const TOKENS = [
	new RegExp(DISCORD_TOKEN, 'g'),
	/\b[0-9a-f]{32,}\b/gi,
	/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}/g,
];

/**
 * A text for people or the log, without anything that may be a secret, wherever it came from. The time grows linearly
 * with the length, since the words may come from a server.
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

/** The part after the path of a URL, with or without a name. */
function withoutQuery(word: string): string {
	const url = word.search(/\w:\/\//);
	const query = url < 0 ? -1 : word.slice(url).search(/[?#]/);
	return query < 0 ? word : `${word.slice(0, url + query)}?${SECRET}`;
}

/** Searches up to the last `@`; without one there is nothing to find. */
function withoutCredentials(word: string): string {
	const end = word.lastIndexOf('@') + 1;
	if (end === 0) return word;
	const before = CREDENTIALS.reduce((rest, [rule, instead]) => rest.replace(rule, instead), word.slice(0, end));
	return before + word.slice(end);
}
