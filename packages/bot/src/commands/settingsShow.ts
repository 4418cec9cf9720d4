import type { Answer } from '../interfaces/Command.js';
import { type Localiser, Markup } from '../localisation/index.js';
import { pageButtons } from '../pages/pageButtons.js';
import { pageOf } from '../pages/pageOf.js';
import type { GuildSettings } from '../settings/index.js';
import { settingsTexts } from './settingsTexts.js';

const HOURS_SHOWN = 10;

/** All settings in one embed. @param defaultChannelId - where reports go until the guild sets a channel */
export function showSettings(settings: GuildSettings, defaultChannelId: string | undefined, t: Localiser): Answer {
	const { reportChannelId, afkRoleId, timeZone, retentionDays, leaverDays, countsAlone, countsDeafened } = settings;
	const percent = settings.leastObservedPercent;
	const field = (name: string, value: string | null) => ({ name, value: value ?? t(settingsTexts.none), inline: true });
	const byDefault =
		defaultChannelId === undefined
			? null
			: t(settingsTexts.showDefaultChannel, { channel: Markup.channel(defaultChannelId) });
	const fields = [
		field(t(settingsTexts.showReportChannel), reportChannelId ? Markup.channel(reportChannelId).say() : byDefault),
		field(t(settingsTexts.showAfkRole), afkRoleId && Markup.role(afkRoleId).say()),
		field(t(settingsTexts.showTimeZone), timeZone),
		field(t(settingsTexts.showRetention), t(settingsTexts.daysShown, { count: retentionDays })),
		field(t(settingsTexts.showLeavers), t(settingsTexts.daysShown, { count: leaverDays })),
		field(t(settingsTexts.showAlone), yesOrNo(countsAlone, t)),
		field(t(settingsTexts.showDeafened), yesOrNo(countsDeafened, t)),
		field(t(settingsTexts.showObserved), t(settingsTexts.percentShown, { percent })),
		{ ...field(t(settingsTexts.hoursTitle), firstHours(settings, t)), inline: false },
	];
	return { content: '', embeds: [{ title: t(settingsTexts.title), fields }], components: [] };
}

/** A switch in words. */
export function yesOrNo(value: boolean, t: Localiser): string {
	return t(value ? settingsTexts.yes : settingsTexts.no);
}

/** One page of the hours of the roles. */
export function listHours(settings: GuildSettings, wanted: number, t: Localiser): Answer {
	const lines = hoursOf(settings, t);
	if (lines.length === 0) return { content: t(settingsTexts.hoursNone), embeds: [], components: [] };
	const { page, pages, items } = pageOf(lines, wanted, 20);
	const embed = {
		title: t(settingsTexts.hoursTitle),
		description: items.join('\n'),
		footer: { text: t(settingsTexts.page, { page, pages }) },
	};
	return { content: '', embeds: [embed], components: pageButtons('settings:hours', page, pages, t) };
}

function firstHours(settings: GuildSettings, t: Localiser): string | null {
	const lines = hoursOf(settings, t);
	const more = lines.length - HOURS_SHOWN;
	const shown = lines.slice(0, HOURS_SHOWN);
	if (more > 0) shown.push(t(settingsTexts.moreHours, { more }));
	return shown.join('\n') || null;
}

function hoursOf({ requiredHours }: GuildSettings, t: Localiser): string[] {
	return [...requiredHours].map(([roleId, hours]) => t(settingsTexts.hoursLine, { role: Markup.role(roleId), hours }));
}
