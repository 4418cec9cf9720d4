/** As many as Discord shows. */
const SHOWN = 25;
// Intl leaves it out of its list, though it is the default.
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Time zones with the typed text in their name. Those that begin with it, or whose city does, come first. */
export function suggestTimeZones(typed: string): string[] {
	const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
	const found = ZONES.filter((zone) => zone.toLowerCase().includes(wanted));
	const begins = (zone: string) => zone.toLowerCase().startsWith(wanted) || zone.toLowerCase().includes(`/${wanted}`);
	return [...found.filter(begins), ...found.filter((zone) => !begins(zone))].slice(0, SHOWN);
}
