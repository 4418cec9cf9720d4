/** An SVG element. Attributes and texts are escaped. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
	const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
	return `<${name}${written.join('')}>${content}</${name}>`;
}

export function label(
	x: number,
	y: number,
	words: string,
	{ size = 18, fill = '#fff', anchor = 'start' } = {},
): string {
	return element('text', { x, y, 'font-size': size, fill, 'text-anchor': anchor }, escapeXml(words));
}

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
