const KNOWN_PATHS = ['', '/api', '/gateway'];

/**
 * A URL that is safe to show: its host, and a path only if everyone knows it. The path of a proxy may contain a key.
 */
export function nameOfApi(url: string | null | undefined): string {
	if (!url || !URL.canParse(url)) return 'its address';
	const { protocol, host, pathname } = new URL(url);
	const path = pathname.replace(/\/$/, '');
	return `${protocol}//${host}${KNOWN_PATHS.includes(path) ? pathname : '/…'}`;
}
