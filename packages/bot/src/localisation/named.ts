import type { LocalizationMap } from 'discord.js';
import type { Text } from './texts.js';

/** A name or description without values and without a plural. */
export interface PlainText extends Text {
	readonly en: string;
}

interface Named {
	setName(name: string): this;
	setNameLocalizations(localizations: LocalizationMap | null): this;
	setDescription(description: string): this;
	setDescriptionLocalizations(localizations: LocalizationMap | null): this;
}

/**
 * Names and describes a command, a subcommand or an option in every language, by Discord's own fields.
 *
 * @example
 * ```ts
 * named(new SlashCommandBuilder(), membersTexts.name, membersTexts.description)
 * 	.addRoleOption((option) => named(option, membersTexts.role, membersTexts.roleDescription));
 * ```
 */
export function named<Builder extends Named>(builder: Builder, name: PlainText, description: PlainText): Builder {
	return builder
		.setName(name.en)
		.setNameLocalizations({ ko: name.ko })
		.setDescription(description.en)
		.setDescriptionLocalizations({ ko: description.ko });
}

/** A choice of an option, named in every language. */
export function choice<Value extends string | number>(name: PlainText, value: Value) {
	return { name: name.en, name_localizations: { ko: name.ko }, value };
}
