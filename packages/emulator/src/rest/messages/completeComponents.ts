import { ComponentType as Kind } from 'discord-api-types/v10';
import { isRecord, withoutNulls } from '../../json/index.js';
import { numberComponents } from '../components/index.js';

const menu = { min_values: 1, max_values: 1 };

/** The fields that Discord adds to a component without them. */
const defaults: Readonly<Record<number, object>> = {
	[Kind.StringSelect]: menu,
	[Kind.UserSelect]: menu,
	[Kind.RoleSelect]: menu,
	[Kind.MentionableSelect]: menu,
	[Kind.ChannelSelect]: menu,
	[Kind.Thumbnail]: { description: null, spoiler: false },
	[Kind.Separator]: { spacing: 1, divider: true },
	[Kind.Container]: { accent_color: null, spoiler: false },
};

/** Components as Discord returns them: numbered, and with defaults for fields that are absent or `null`. */
export function completeComponents<Given extends { readonly type: number }>(components: readonly Given[]): Given[] {
	return named(numberComponents(withoutNulls(components), (type) => defaults[type] ?? {}));
}

/** An emoji that is given by its id alone has a name, too. The emulator knows no emojis of guilds, so it is empty. */
function named<Part>(part: Part): Part {
	if (Array.isArray(part)) return part.map(named) as Part;
	if (!isRecord(part)) return part;
	const fields = Object.entries(part).map(([key, value]) => [
		key,
		key === 'emoji' && isRecord(value) ? { name: '', ...value } : named(value),
	]);
	return Object.fromEntries(fields) as Part;
}
