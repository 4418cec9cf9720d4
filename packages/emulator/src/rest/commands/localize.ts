import type { APIApplicationCommand } from 'discord-api-types/v10';

const translations = new Set(['name_localizations', 'description_localizations']);

/** A command without its translations. A list shows them only on request. */
export function withoutLocalizations(command: APIApplicationCommand): APIApplicationCommand {
	return JSON.parse(JSON.stringify(command, (key, value) => (translations.has(key) ? undefined : value)));
}
