const KNOWN_PATHS = ['', '/api', '/gateway'];

/** A URL as it may be told: where it is, and no more of it than everybody knows. A proxy may be given a key by the path, too. */
export function nameOfApi(url: string | null | undefined): string {
	if (!url || !URL.canParse(url)) return 'its address';
	const { protocol, host, pathname } = new URL(url);
	const path = pathname.replace(/\/$/, '');
	return `${protocol}//${host}${KNOWN_PATHS.includes(path) ? pathname : '/…'}`;
}
